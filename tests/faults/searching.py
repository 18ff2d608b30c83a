"""F-18: the index of what can be found is lost or damaged; and its writer is killed at work."""

import os
import random
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from forum.search import actions, queries
from forum.search.engines import choosing
from tests.faults.databases import Database
from tests.faults.ground import Found, ground, start, verify
from tests.server.running import Running
from tests.server.visiting import Visitor

POSTS = 30
PATIENCE = 150.0
SOON = 5.0
POSTED = 302


def lost_index(database: Database, rounds: int, port: int) -> Found:
    """The index is deleted, cut short, garbled: pages go on, and it is made anew by itself."""
    found, chance = Found(), random.Random(random.random())
    topic, [cookie, *_] = ground(database, people=3)
    running = start(database, port)
    at = running.port()
    writer, guest = Visitor(at, cookie), Visitor(at)
    for number in range(POSTS):
        answer = writer.reply(topic, f"A tamper called number{number}.")
        if answer.status != POSTED:
            found.wrong.append(f"reply {number}: {answer.status}")
    begun = time.perf_counter()
    if not _is_found(guest, f"number{POSTS - 1}", PATIENCE):
        found.wrong.append("posts were not found in the first place")
    found.must_take("until the last post was found", time.perf_counter() - begun, SOON)
    took = []
    for turn in range(rounds):
        harm = HARMS[turn % len(HARMS)]
        harm(database.data / "search", chance)
        begun = time.perf_counter()
        if guest.get("/search?q=tamper").status != 200 or guest.get("/").status != 200:
            found.wrong.append(f"a page failed after {harm.__name__}")
        if not _is_found(guest, "number7", PATIENCE):
            found.wrong.append(f"nothing was found again after {harm.__name__}")
        took.append(time.perf_counter() - begun)
    running.end()
    with database.opened():
        actions.mend()
        actions.work_off()
        found.wrong += queries.differences()
        found.figures["engine"] = choosing.chosen().name
    verify(found, database)
    found.figures |= {"times harmed": rounds, "s until found again, at most": round(max(took), 1)}
    return found


def killed_while_indexing(database: Database, rounds: int, port: int) -> Found:
    """The worker is killed while it indexes; each post is found in the end, and nothing locks."""
    found, chance = Found(), random.Random(random.random())
    # A member may post so often only; each round has one of its own.
    topic, cookies = ground(database, people=rounds)
    running = start(database, port)
    at = running.port()
    for turn, cookie in enumerate(cookies):
        writer = Visitor(at, cookie)
        for number in range(5):
            writer.reply(topic, f"A kettle called mark{turn}x{number}.")
        time.sleep(chance.uniform(0.2, 1.2))
        _kill_worker(running)
    guest = Visitor(at)
    missing = [
        mark
        for turn in range(rounds)
        for mark in (f"mark{turn}x4",)
        if not _is_found(guest, mark, PATIENCE)
    ]
    found.wrong += [f"never found: {mark}" for mark in missing]
    running.end()
    with database.opened():
        actions.work_off()
        found.wrong += queries.differences()
    verify(found, database)
    found.figures["kills"] = rounds
    return found


def _kill_worker(running: Running) -> None:
    for number in running.children("work"):
        os.kill(number, signal.SIGKILL)


def _is_found(guest: Visitor, word: str, seconds: float) -> bool:
    """Whether the word is found before the time is over; guests may ask every two seconds."""
    ends_at = time.monotonic() + seconds
    while time.monotonic() < ends_at:
        if "search-hit" in guest.get(f"/search?q={quote(word)}").text:
            return True
        time.sleep(2.1)
    return False


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.glob("*/v*") if path.is_file()] + [
        path for path in folder.glob("*/v*/*") if path.is_file()
    ]


def delete(folder: Path, chance: random.Random) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def truncate(folder: Path, chance: random.Random) -> None:
    for file in _files(folder):
        file.write_bytes(file.read_bytes()[: chance.randrange(1 + file.stat().st_size // 2)])


def garble(folder: Path, chance: random.Random) -> None:
    for file in _files(folder):
        data = bytearray(file.read_bytes())
        for _ in range(len(data) // 10):
            data[chance.randrange(len(data))] = chance.randrange(256)
        file.write_bytes(bytes(data))


HARMS: list[Callable[[Path, random.Random], None]] = [delete, truncate, garble]
