"""What is done to a running forum, and what must hold afterwards."""

import http.client
import os
import random
import signal
import statistics
import subprocess
import sys
import threading
import time
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select

from forum.jobs import actions as jobs
from forum.jobs.models import Job
from forum.kernel.db import db
from forum.topics.models import Post, Topic
from tests.faults.databases import Database, environment
from tests.server.running import Running
from tests.server.visiting import Visitor, cookie_of
from tests.support import make

GONE = (OSError, http.client.HTTPException)
WRITERS = 4
JOBS = 200
PATIENCE = 60.0


@dataclass
class Found:
    """Figures of a scenario, and what went wrong."""

    figures: dict[str, object] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.wrong

    def __str__(self) -> str:
        facts = ", ".join(f"{value} {name}" for name, value in self.figures.items())
        return "; ".join([facts, *self.wrong[:5]])


def answered_posts_stay(database: Database, rounds: int, port: int) -> Found:
    """Post, kill every process the moment the answer is there, start again, look, send again."""
    found, answered = Found(), []
    topic, [cookie] = _ground(database, people=1)
    for _ in range(rounds):
        running = _start(database, port)
        writer = Visitor(running.port(), cookie)
        body, key = f"Said {uuid.uuid4()}.", uuid.uuid4().hex
        first = writer.reply(topic, body, key=key)
        _kill(running)
        if first.status != 302:
            found.wrong.append(f"a reply was answered with {first.status}")
            continue
        answered.append(body)
        running = _start(database, port)
        writer = Visitor(running.port(), cookie)
        again = writer.reply(topic, body, key=key)
        if again.headers["Location"] != first.headers["Location"]:
            found.wrong.append("a retry under the same key led to another post")
        running.end()
    _compare(found, database, answered)
    found.figures["kills"] = rounds
    return found


def posts_under_fire(database: Database, rounds: int, port: int) -> Found:
    """Several members post without pause; every process is killed at a random moment."""
    found, chance = Found(), random.Random(11)
    topic, cookies = _ground(database, people=rounds * WRITERS)
    ready: list[float] = []
    ledger: list[str] = []
    for turn in range(rounds):
        begun = time.perf_counter()
        running = _start(database, port)
        at = running.port()
        ready.append(time.perf_counter() - begun)
        mine = cookies[turn * WRITERS : (turn + 1) * WRITERS]
        writers = [
            threading.Thread(target=_write_on, args=(at, cookie, topic, ledger)) for cookie in mine
        ]
        for writer in writers:
            writer.start()
        time.sleep(chance.uniform(0.1, 2))
        _kill(running)
        for writer in writers:
            writer.join()
    _compare(found, database, ledger)
    found.figures["kills"] = rounds
    found.figures["s until ready again (median)"] = round(statistics.median(ready), 2)
    return found


def killed_workers(database: Database, rounds: int, port: int) -> Found:
    """The worker is killed while it works off many jobs; all of them are done in the end."""
    found = Found()
    with database.opened():
        for number in range(JOBS):
            jobs.enqueue("uploads.sizes", {"upload_id": 0}, key=f"fault {number}")
    running = _start(database, port)
    running.port()
    for _ in range(rounds):
        [worker] = _wait_for(lambda: running.children("work"))
        time.sleep(0.4)
        os.kill(worker, signal.SIGKILL)
        time.sleep(0.3)
    left = _wait_until_done(database)
    running.end()
    if left:
        found.wrong.append(f"{left} jobs were never done")
    _verify(found, database)
    found.figures |= {"jobs": JOBS, "kills": rounds}
    return found


def _ground(database: Database, *, people: int) -> tuple[str, list[str]]:
    """A topic, and the cookies of so many members."""
    with database.opened() as app:
        topic = make.topic()
        cookies = [cookie_of(app, make.member()) for _ in range(people)]
        # What is made for tests by hand counts nothing; the checks would say so.
        _count_by_hand(topic)
        return f"/t/{topic.slug}/{topic.id}", cookies


def _count_by_hand(topic: Topic) -> None:
    topic.people_count = 1
    for counted in (topic.channel, topic.author):
        counted.topic_count = counted.post_count = 1
    db.session.add_all([topic, topic.channel, topic.author])
    db.session.commit()


def _start(database: Database, port: int) -> Running:
    return Running(database.data, "--port", str(port), settings=database.settings)


def _kill(running: Running) -> None:
    """End every process of the tree at once, without a word."""
    numbers = [running.process.pid, *running.children("serve"), *running.children("work")]
    for number in numbers:
        os.kill(number, signal.SIGKILL)
    running.wait()


def _write_on(port: int, cookie: str, topic: str, ledger: list[str]) -> None:
    """Post until the server is gone; what was acknowledged goes into the ledger."""
    writer = Visitor(port, cookie)
    try:
        while True:
            body = f"Said {uuid.uuid4()}."
            if writer.reply(topic, body).status != 302:
                return
            ledger.append(body)
    except (*GONE, AssertionError):
        return


def _compare(found: Found, database: Database, ledger: Sequence[str]) -> None:
    """Everything acknowledged is there once; what was not may be there once too."""
    with database.opened():
        kept = Counter(db.session.scalars(select(Post.body).where(Post.number > 1)))
    lost = [body for body in ledger if not kept[body]]
    doubled = [body for body, times in kept.items() if times > 1]
    found.figures |= {"acknowledged": len(ledger), "lost": len(lost), "doubled": len(doubled)}
    found.wrong += [f"lost: {body}" for body in lost] + [f"doubled: {body}" for body in doubled]
    if not database.is_whole():
        found.wrong.append("the database is damaged")
    _verify(found, database)


def _verify(found: Found, database: Database) -> None:
    command = (sys.executable, "-P", "-m", "forum", "--data", str(database.data), "verify")
    done = subprocess.run(
        command, env=environment(database.settings), capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        found.wrong.append(f"forum verify: {done.stdout[-400:]}{done.stderr[-200:]}")


def _wait_until_done(database: Database) -> int:
    """How many jobs are still open when patience ends."""
    deadline = time.monotonic() + PATIENCE
    left = JOBS
    with database.opened():
        while left and time.monotonic() < deadline:
            open_ones = select(func.count(Job.id)).where(
                Job.done_at.is_(None), Job.key.like("fault %")
            )
            left = db.session.scalar(open_ones) or 0
            db.session.rollback()
            time.sleep(0.5)
    return left


def _wait_for(ask):
    deadline = time.monotonic() + PATIENCE
    while not (answer := ask()) and time.monotonic() < deadline:
        time.sleep(0.1)
    return answer
