"""F-01: the server is killed while people write and read; what was acknowledged is there, once."""

import random
import sqlite3
import statistics
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from forum.kernel.db import db
from forum.topics.models import Post
from tests.faults.databases import Database
from tests.faults.ground import (
    GONE,
    Found,
    end_at_once,
    ground,
    kill,
    start,
    verify,
    wait_for,
)
from tests.server.running import Running, health
from tests.server.services import free_port
from tests.server.visiting import Visitor

WRITERS = 8
READERS = 20
# A member may post thirty times in ten minutes; the next one takes over then.
POSTS_OF_ONE = 25
READS_EVERY = 0.5
# In a full run so many posts must be acknowledged, however long that takes.
FULL = 100
ENOUGH = 5_000
# Each so many kills everything dies, and not the server alone.
ALL_DIE = 10
READY_SECONDS = 5.0
READY_MEDIAN = 2.0
WORDS = ("grinder", "Kaffee", "água", "кофе", "焙煎", "scale", "kettle", "☕", "“bloom”", "ratio")


@dataclass
class Ledger:
    """What was acknowledged: for each key the text and where it stands; and the tries it took."""

    texts: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    retried: int = 0
    read: int = 0
    odd: Counter[int] = field(default_factory=Counter)
    over: threading.Event = field(default_factory=threading.Event)


def answered_posts_stay(database: Database, rounds: int, port: int) -> Found:
    """Post, kill every process the moment the answer is there, start again, look, send again."""
    found, ledger = Found(), Ledger()
    topic, [cookie] = ground(database, people=1)
    for _ in range(rounds):
        running = start(database, port)
        writer = Visitor(running.port(), cookie)
        body, key = f"Said {uuid.uuid4()}.", uuid.uuid4().hex
        first = writer.reply(topic, body, key=key)
        kill(running)
        if first.status != 302:
            found.wrong.append(f"a reply was answered with {first.status}")
            continue
        ledger.texts[key] = body
        running = start(database, port)
        again = Visitor(running.port(), cookie).reply(topic, body, key=key)
        if again.headers["Location"] != first.headers["Location"]:
            found.wrong.append("a retry under the same key led to another post")
        running.end()
    _compare(found, database, ledger)
    verify(found, database)
    found.figures["kills"] = rounds
    return found


def posts_under_fire(database: Database, rounds: int, port: int) -> Found:
    """Eight write and twenty read; the server is killed, and now and then everything."""
    found, ledger = Found(), Ledger()
    port = port or free_port()
    topic, cookies = ground(database, people=max(40, rounds * 8))
    crowd = _Crowd(port, topic, cookies, ledger)
    running = start(database, port)
    running.port()
    crowd.begin()
    ready: list[float] = []
    turn = 0
    while turn < rounds or (rounds >= FULL and len(ledger.texts) < ENOUGH and turn < 2 * rounds):
        turn += 1
        before = len(ledger.texts)
        # The moments are counted from when posts are taken again, and not from a start.
        wait_for(lambda now=before: len(ledger.texts) > now, pause=0.02)
        time.sleep(random.uniform(0.1, 2))
        running, seconds = _strike(database, running, port, is_everything=turn % ALL_DIE == 0)
        ready.append(seconds)
        if not _is_whole(database):
            found.wrong.append(f"the database was damaged by kill {turn}")
    crowd.end()
    running.end()
    _compare(found, database, ledger)
    verify(found, database)
    found.figures |= {"kills": turn, "retried under their key": ledger.retried, "read": ledger.read}
    found.must_take("until ready again (median)", statistics.median(ready), READY_MEDIAN)
    found.must_take("until ready again (longest)", max(ready), READY_SECONDS)
    if rounds >= FULL and len(ledger.texts) < ENOUGH:
        found.wrong.append(f"no more than {len(ledger.texts)} posts were acknowledged")
    return found


def _strike(
    database: Database, running: Running, port: int, *, is_everything: bool
) -> tuple[Running, float]:
    """Kill, and wait until somebody who comes anew is answered; gives the seconds that took."""
    before = wait_for(lambda: running.children("serve"))
    begun = time.monotonic()
    if is_everything:
        kill(running)
        running = start(database, port)
        running.port()
    else:
        end_at_once(before[0])
    while not _answers(port):
        time.sleep(0.05)
    return running, time.monotonic() - begun


def _answers(port: int) -> bool:
    try:
        return health(port) == "ok"
    except GONE:
        return False


def _is_whole(database: Database) -> bool:
    if database.settings:
        # PostgreSQL guards its pages itself.
        return True
    with sqlite3.connect(f"file:{database.data / 'forum.db'}?mode=ro", uri=True) as line:
        return line.execute("PRAGMA integrity_check").fetchone() == ("ok",)


class _Crowd:
    """The writers and readers, each with a thread."""

    def __init__(self, port: int, topic: str, cookies: Sequence[str], ledger: Ledger) -> None:
        self._port, self._topic, self._ledger = port, topic, ledger
        self._people = iter(cookies)
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._write) for _ in range(WRITERS)]
        self._threads += [threading.Thread(target=self._read, daemon=True) for _ in range(READERS)]

    def begin(self) -> None:
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        self._ledger.over.set()
        for thread in self._threads:
            thread.join()

    def _cookies(self) -> Iterator[str]:
        while True:
            with self._lock:
                cookie = next(self._people, None)
            if cookie is None:
                return
            yield cookie

    def _write(self) -> None:
        for cookie in self._cookies():
            writer = Visitor(self._port, cookie)
            for _ in range(POSTS_OF_ONE):
                if self._ledger.over.is_set():
                    return
                if not self._post(writer):
                    break
            writer.close()

    def _post(self, writer: Visitor) -> bool:
        """Post one text until it is acknowledged, under one key; false when it is refused."""
        key, body = uuid.uuid4().hex, _some_text()
        while True:
            try:
                answer = writer.reply(self._topic, body, key=key)
            except (*GONE, AssertionError):
                # Whether it was taken is not known: the same key leads to the same post.
                writer.close()
                self._ledger.retried += 1
                time.sleep(0.1)
                continue
            if answer.status == 302:
                self._ledger.texts[key] = body
                self._ledger.places[key] = answer.headers["Location"]
                return True
            self._ledger.odd[answer.status] += 1
            if answer.status < 500:
                return False

    def _read(self) -> None:
        reader = Visitor(self._port)
        while not self._ledger.over.is_set():
            try:
                self._ledger.read += reader.get(random.choice(("/", self._topic))).status == 200
            except GONE:
                reader.close()
            time.sleep(random.uniform(0, 2 * READS_EVERY))


def _some_text() -> str:
    words = " ".join(random.choices(WORDS, k=random.randint(5, 60)))
    return f"Said {uuid.uuid4()}: {words}."


def _compare(found: Found, database: Database, ledger: Ledger) -> None:
    """Everything acknowledged is there once and unaltered; what was not may be there once too."""
    with database.opened():
        rows = db.session.execute(
            select(Post.client_key, Post.body, Post.number).where(Post.number > 1)
        )
        kept: dict[str, list[tuple[str, int]]] = {}
        for key, body, number in rows:
            kept.setdefault(key, []).append((body, number))
    lost = [key for key in ledger.texts if key not in kept]
    altered = [key for key, body in ledger.texts.items() if key in kept and kept[key][0][0] != body]
    astray = [
        key
        for key, place in ledger.places.items()
        if key in kept and not place.endswith(f"#post-{kept[key][0][1]}")
    ]
    doubled = [key for key, found_rows in kept.items() if len(found_rows) > 1]
    found.figures |= {
        "acknowledged": len(ledger.texts),
        "lost": len(lost),
        "altered": len(altered),
        "doubled": len(doubled),
    }
    found.wrong += [f"lost: {key}" for key in lost] + [f"altered: {key}" for key in altered]
    found.wrong += [f"doubled: {key}" for key in doubled]
    found.wrong += [f"{key} was said to be at {ledger.places[key]}" for key in astray]
    if ledger.odd:
        found.figures["other answers"] = dict(ledger.odd)
    if not _is_whole(database):
        found.wrong.append("the database is damaged")
