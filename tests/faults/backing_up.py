"""F-16: backups while people write; each is brought back elsewhere and holds what it must."""

import http.client
import statistics
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from bin.checks import found as machine
from forum.kernel.db import db
from forum.topics.models import Post, Topic
from tests.faults.databases import Database
from tests.faults.ground import Found, forum, ground, start, verify
from tests.server.visiting import Visitor

WRITERS = 8
# A member may post thirty times in ten minutes; others take over then.
POSTS_OF_ONE = 25
CROWD = 60
# By so much the slowest posts may be slower while a backup is made.
SLOWER = 2.0
GONE = (OSError, http.client.HTTPException, AssertionError)


@dataclass
class Ledger:
    """What was acknowledged so far, and what was on its way, with how long each post took."""

    acknowledged: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    seconds: list[tuple[float, float]] = field(default_factory=list)
    enough: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True)
class Taken:
    """A backup, how much was acknowledged before it began, and how much was sent when it ended."""

    file: Path
    before: int
    after: int
    seconds: float
    moments: tuple[float, float]


def backups_under_load(database: Database, rounds: int, port: int) -> Found:
    """Eight members post without pause while backups are made; every one is brought back."""
    found, ledger = Found(), Ledger()
    topic, cookies = ground(database, people=WRITERS * CROWD)
    running = start(database, port)
    at = running.port()
    shares = [cookies[n::WRITERS] for n in range(WRITERS)]
    writers = [threading.Thread(target=_write, args=(at, share, topic, ledger)) for share in shares]
    for writer in writers:
        writer.start()
    time.sleep(2)
    taken = [_take(found, database, ledger) for _ in range(rounds)]
    time.sleep(2)
    ledger.enough.set()
    for writer in writers:
        writer.join()
    running.end()
    times = [_bring_back(found, database, each, ledger) for each in taken if each]
    if times:
        _tell(found, [each for each in taken if each], times, ledger)
    return found


def _write(port: int, cookies: Sequence[str], topic: str, ledger: Ledger) -> None:
    """Post as one member after the other until it is enough."""
    for cookie in cookies:
        writer = Visitor(port, cookie)
        for _ in range(POSTS_OF_ONE):
            if ledger.enough.is_set():
                return
            body = f"Said {uuid.uuid4()}."
            begun = time.monotonic()
            ledger.sent.append(body)
            try:
                answer = writer.reply(topic, body)
            except GONE:
                break
            if answer.status == 302:
                ledger.seconds.append((begun, time.monotonic() - begun))
                ledger.acknowledged.append(body)
        writer.close()


def _take(found: Found, database: Database, ledger: Ledger) -> Taken | None:
    before, begun = len(ledger.acknowledged), time.monotonic()
    done = forum(database, "backup")
    if done.returncode != 0:
        # The forum's own timetable may be making one in this very moment: once more, and no more.
        time.sleep(10)
        before, begun = len(ledger.acknowledged), time.monotonic()
        done = forum(database, "backup")
    ended = time.monotonic()
    if done.returncode != 0:
        found.wrong.append(f"no backup: {done.stderr[-200:]}")
        return None
    file = Path(done.stdout.splitlines()[0])
    # The timetable of the forum throws older ones away; these are wanted to the end.
    kept = file.with_name(f"kept-{uuid.uuid4().hex}")
    kept.hardlink_to(file)
    return Taken(kept, before, len(ledger.sent), ended - begun, (begun, ended))


def _bring_back(found: Found, database: Database, taken: Taken, ledger: Ledger) -> float:
    """Restore into an empty place, look, and compare; returns the seconds of the restore."""
    with _empty_place(database) as place:
        begun = time.monotonic()
        done = forum(place, "restore", "--yes", str(taken.file))
        seconds = time.monotonic() - begun
        if done.returncode != 0:
            found.wrong.append(f"not restored: {done.stderr[-300:]}")
            return seconds
        with place.opened():
            held = set(db.session.scalars(select(Post.body).where(Post.number > 1)))
            topics = db.session.scalar(select(Topic.reply_count))
        wanted, possible = ledger.acknowledged[: taken.before], set(ledger.sent[: taken.after])
        found.wrong += [f"missing: {body}" for body in wanted if body not in held]
        found.wrong += [f"from the future: {body}" for body in held - possible]
        if topics != len(held):
            found.wrong.append(f"{len(held)} replies, and the topic says {topics}")
        if not place.is_whole():
            found.wrong.append("the restored database is damaged")
        verify(found, place)
    return seconds


@contextmanager
def _empty_place(database: Database) -> Iterator[Database]:
    """A folder, and where the forum runs on PostgreSQL a database, with nothing in it."""
    with ExitStack() as ends:
        data = Path(ends.enter_context(tempfile.TemporaryDirectory(prefix="guildhall-back-")))
        url = ""
        if database.settings:
            url = ends.enter_context(machine.own_database(machine.postgres(), "back"))
        yield Database(data, {"FORUM_DATABASE_URL": url} if url else {})


def _tell(found: Found, taken: list[Taken], times: list[float], ledger: Ledger) -> None:
    spans = [each.moments for each in taken]
    beside = [
        took for at, took in ledger.seconds if any(begun <= at <= ended for begun, ended in spans)
    ]
    apart = [took for at, took in ledger.seconds if not any(b <= at <= e for b, e in spans)]
    slowdown = _p95(beside) / max(1, _p95(apart))
    if slowdown > SLOWER:
        found.late.append(f"posts took {slowdown:.1f} times as long during backups")
    found.figures |= {
        "backups": len(taken),
        "acknowledged": len(ledger.acknowledged),
        "s a backup (median)": round(statistics.median([each.seconds for each in taken]), 2),
        "s a restore (median)": round(statistics.median(times), 2),
        "ms p95 of posts during backups": _p95(beside),
        "ms p95 of posts between them": _p95(apart),
    }


def _p95(seconds: list[float]) -> int:
    ranked = sorted(seconds) or [0.0]
    return round(1000 * ranked[min(len(ranked) - 1, int(len(ranked) * 0.95))])
