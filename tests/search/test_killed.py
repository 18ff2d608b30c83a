"""Whoever writes an index may die at any moment: what was there stays readable, unlocked."""

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from forum.search.engines.engine import Document, Wanted
from forum.search.engines.fts5 import Fts5
from forum.search.engines.whoosh import Whoosh

KILLS = 10
WRITER = """
import sys
from pathlib import Path
from forum.search.engines.engine import Document
from forum.search.engines.{module} import {engine}
engine = {engine}(Path(sys.argv[1]))
first = int(sys.argv[2])
for number in range(first, first + 10_000):
    print("begin", number, flush=True)
    words = ["tamper", *(f"word{{number}}x{{n}}" for n in range(400))]
    engine.change([Document(number * 2, 20_000, [], words, ["c1"])])
    print("end", number, flush=True)
"""


@pytest.mark.parametrize("engine", [Whoosh, Fts5])
def test_a_writer_killed_in_the_middle_of_commits_leaves_a_readable_index_and_no_lock(
    engine, tmp_path
):
    folder = tmp_path / "index"
    kept = engine(folder)
    kept.fresh().take_over()
    chance = random.Random(3)
    written: set[int] = set()
    unsure: set[int] = set()
    middles = 0
    for turn in range(KILLS):
        ended, begun = _write_and_kill(engine, folder, chance, first=1 + turn * 10_000)
        written |= ended
        unsure |= begun - ended
        middles += begun != ended
        # Neither damage nor a lock: whoever reads finds all that was acknowledged.
        found = kept.refs()
        assert written <= found <= written | unsure
        tampers = kept.search(Wanted(groups=(("tamper",),), today=20_000))
        assert tampers.total == len(found) - turn
        kept.change([Document(turn * 2 + 10**9, 20_000, [], ["kettle"], ["c1"])])
        written.add(turn * 2 + 10**9)

    assert kept.search(Wanted(groups=(("kettle",),), today=20_000)).total == KILLS
    assert middles >= KILLS // 2
    kept.drop()


def _write_and_kill(
    engine: type, folder: Path, chance: random.Random, *, first: int
) -> tuple[set[int], set[int]]:
    """The refs whose writing ended, and those whose writing began, before the writer was killed."""
    module = engine.__module__.rsplit(".", 1)[-1]
    program = WRITER.format(module=module, engine=engine.__name__)
    writer = subprocess.Popen(
        [sys.executable, "-P", "-W", "ignore", "-c", program, str(folder), str(first)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
        env={"PYTHONPATH": str(Path(__file__).parents[2])},
    )
    commits = chance.randint(1, 3)
    said = []
    with writer:
        while len([line for line in said if line.startswith("begin")]) <= commits:
            said.append(writer.stdout.readline())
            assert said[-1], "the writer ended by itself"
        try:
            # Somewhere in the commit that has just begun.
            writer.wait(timeout=chance.uniform(0, 0.03))
        except subprocess.TimeoutExpired:
            writer.send_signal(signal.SIGKILL)
        said += writer.stdout.readlines()
    lines = [line.split() for line in said if line.strip()]
    ends = {int(number) * 2 for word, number in lines if word == "end"}
    begins = {int(number) * 2 for word, number in lines if word == "begin"}
    return ends, begins
