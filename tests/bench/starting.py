"""From the start of the program to its first answer, as an operator waits for it."""

import os
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path

from flask import Flask

from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.search.settings import ENGINE
from forum.site.models import ChosenSetting
from tests.bench.table import Table
from tests.server.running import Running
from tests.server.visiting import Visitor

TIMES = 3
MOST_FOR_WHOOSH = 50_000


def choose_engine(app: Flask, posts: int) -> None:
    """Let search use what the panel recommends for so many posts: Whoosh would take minutes."""
    engine = "fts5" if posts > MOST_FOR_WHOOSH else "whoosh"
    with app.app_context(), transaction():
        db.session.add(ChosenSetting(key=ENGINE.key, value=engine))


def prepare(data: Path, table: Table) -> None:
    """Index what can be searched, take in what members did, and prove that nothing is amiss."""
    for slice_name in ("search", "activity"):
        begun = time.perf_counter()
        if _forum(data, slice_name, "rebuild").returncode == 0:
            table.say(f"{slice_name} rebuild", f"{time.perf_counter() - begun:.0f} s")
    verified = _forum(data, "verify")
    words = verified.stdout.strip().splitlines() or [verified.stderr]
    if verified.returncode:
        raise RuntimeError("\n".join(words))
    table.say("forum verify", words[-1])


def first_answers(data: Path, table: Table) -> None:
    """`forum start`, with its check of the database, its server and its worker."""
    took = statistics.median(_first_answer(data) for _ in range(TIMES))
    table.say("first answer after the start", f"{took:.1f} s (median of {TIMES})")


def _first_answer(data: Path) -> float:
    begun = time.perf_counter()
    running = Running(data, "--port", "0")
    try:
        visitor = Visitor(running.port())
        answer = visitor.get("/")
        took = time.perf_counter() - begun
        visitor.close()
    finally:
        # Not asked to stop: the worker may have begun to index a hundred thousand posts.
        numbers = [*running.children("serve"), *running.children("work")]
        running.process.kill()
        for number in numbers:
            os.kill(number, signal.SIGKILL)
        running.wait()
    if answer.status != 200:
        raise RuntimeError(f"the first answer was {answer.status}")
    return took


def _forum(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = (sys.executable, "-P", "-m", "forum", "--data", str(data), *words)
    return subprocess.run(command, check=False, capture_output=True, text=True)
