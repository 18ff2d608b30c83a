"""F-19: hundreds of open pages, whose server dies and whose lines are cut, miss nothing and see
nothing twice; and the pages of a session that ends are closed."""

import asyncio
import json
import os
import random
import signal
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import delete, select

from forum.accounts.models import Session
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.topics.models import Post
from tests.faults.databases import Database
from tests.faults.ground import Found, ground, join, start, verify
from tests.live.listening import pass_of, signed_in
from tests.server.running import Running
from tests.server.visiting import Visitor

PAGES = 500
REVOKED = 20
MOST_KB = 50
POSTS = 10
CUT_SECONDS = 3.0
CLOSED_WITHIN = 5.0
SETTLES = 20.0


@dataclass
class Page:
    """An open page that comes again whenever its line is lost."""

    number: int
    path: str
    port: int
    last: int | None = None
    told: Counter[int] = field(default_factory=Counter)
    writer: asyncio.StreamWriter | None = None
    ended: str = ""

    async def listen(self, over: asyncio.Event) -> None:
        while not over.is_set():
            with suppress(OSError, asyncio.IncompleteReadError):
                await self._once()
            await asyncio.sleep(random.uniform(0.1, 1.0))

    def cut(self) -> None:
        if self.writer is not None:
            self.writer.transport.abort()

    async def _once(self) -> None:
        source = f"127.0.{1 + self.number // 50}.{1 + self.number % 50}"
        reader, self.writer = await asyncio.open_connection(
            "127.0.0.1", self.port, local_addr=(source, 0)
        )
        again = f"Last-Event-ID: {self.last}\r\n" if self.last is not None else ""
        head = f"GET {self.path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n{again}\r\n"
        self.writer.write(head.encode())
        try:
            while line := (await reader.readline()).decode():
                key, _, word = line.strip().partition(": ")
                if key == "id":
                    self.last = int(word)
                elif key == "data" and word.startswith("{"):
                    said = json.loads(word)
                    if said["kind"] == "post":
                        self.told[said["post"]] += 1
                elif key == "data" and word in {"signed-out", "stale"}:
                    self.ended = word
        finally:
            self.writer.close()


def streams_survive(database: Database, rounds: int, port: int) -> Found:
    """Kill the server and cut lines while members post; then end some sessions."""
    found = Found()
    topic, [cookie] = ground(database, people=1)
    topic_id = int(topic.rpartition("/")[2])
    with database.opened() as app:
        member = join()
        passes = [pass_of(app, signed_in(member)) for _ in range(REVOKED)]
        member_id = member.id
    running = start(database, port)
    try:
        at = running.port()
        pages = [
            Page(n, f"/live?topics={topic_id}&since=0&token={passes[n] if n < REVOKED else ''}", at)
            for n in range(PAGES)
        ]
        asyncio.run(_suffer(found, database, running, pages, (topic, cookie, member_id, rounds)))
    finally:
        running.end()
    _compare(found, database, pages, topic_id)
    verify(found, database)
    return found


async def _suffer(found, database, running, pages, scene) -> None:
    topic, cookie, member_id, rounds = scene
    over = asyncio.Event()
    before = _memory(running)
    tasks = [asyncio.create_task(page.listen(over)) for page in pages]
    await _until(lambda: all(page.last is not None for page in pages), SETTLES)
    each = (_memory(running) - before) / len(pages)
    found.figures["kB of memory a stream"] = round(each, 1)
    if each > MOST_KB:
        found.wrong.append(f"a stream takes {each:.0f} kB")
    for turn in range(rounds):
        posting = asyncio.create_task(asyncio.to_thread(_post, pages[0].port, cookie, topic))
        await asyncio.sleep(random.uniform(0.1, 1.0))
        if turn % 2:
            for page in pages[::2]:
                page.cut()
        else:
            [server] = running.children("serve")
            os.kill(server, signal.SIGKILL)
        await posting
    await asyncio.sleep(CUT_SECONDS)
    wanted = await asyncio.to_thread(_posts, database, topic)
    await _until(lambda: all(wanted <= set(page.told) for page in pages), SETTLES)
    await _revoke(found, database, pages[:REVOKED], member_id)
    over.set()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    found.figures |= {"pages": len(pages), "kills and cuts": rounds}


async def _revoke(found, database, pages, member_id) -> None:
    _sign_out(database, member_id)
    begun = time.monotonic()
    await _until(lambda: all(page.ended == "signed-out" for page in pages), CLOSED_WITHIN)
    found.figures["s until streams of an ended session are closed"] = round(
        time.monotonic() - begun, 1
    )
    left = [page.number for page in pages if page.ended != "signed-out"]
    if left:
        found.wrong.append(f"{len(left)} streams outlived their session")


def _compare(found, database, pages, topic_id) -> None:
    """Every page was told of every post, once."""
    wanted = _posts(database, f"/{topic_id}")
    missed = sum(len(wanted - set(page.told)) for page in pages)
    doubled = sum(times - 1 for page in pages for times in page.told.values() if times > 1)
    found.figures |= {"posts": len(wanted), "missed": missed, "doubled": doubled}
    if missed or doubled or not wanted:
        found.wrong.append(f"{missed} events were missed and {doubled} doubled")


def _post(port: int, cookie: str, topic: str) -> None:
    """Reply some times; while the server is away nothing is posted."""
    left = POSTS
    deadline = time.monotonic() + 30
    while left and time.monotonic() < deadline:
        try:
            Visitor(port, cookie).reply(topic, f"Said {random.random()}.")
            left -= 1
        except Exception:
            time.sleep(0.3)


def _posts(database: Database, topic: str) -> set[int]:
    topic_id = int(topic.rpartition("/")[2])
    with database.opened():
        query = select(Post.id).where(Post.topic_id == topic_id, Post.number > 1)
        return set(db.session.scalars(query))


def _sign_out(database: Database, member_id: int) -> None:
    with database.opened(), transaction():
        db.session.execute(delete(Session).where(Session.user_id == member_id))


def _memory(running: Running) -> int:
    """What the server holds, in kB."""
    [server] = running.children("serve")
    status = Path(f"/proc/{server}/status").read_text()
    return next(int(row.split()[1]) for row in status.splitlines() if row.startswith("VmRSS"))


async def _until(holds, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not holds() and time.monotonic() < deadline:  # noqa: ASYNC110 -- asks another process
        await asyncio.sleep(0.05)
