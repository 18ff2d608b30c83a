"""W1: replies by HTTP, one after another, as members send them; each is on the disk when said."""

import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from tests.bench.loads import Loaded
from tests.bench.serving import Process
from tests.bench.words import COMMON
from tests.server.visiting import Visitor

TOPIC = "/t/talk/3"
# A member may send no more than 30 in ten minutes.
EACH = 25
DONE = 302
NUMBER = count(1)


@dataclass(frozen=True)
class Writer:
    """A member in a browser, with the token of a page at hand."""

    visitor: Visitor

    def reply(self) -> float:
        """Send a text of 80 words; returns the milliseconds."""
        words = " ".join(COMMON[(next(NUMBER) * step) % len(COMMON)] for step in range(1, 81))
        begun = time.perf_counter()
        answer = self.visitor.reply(TOPIC, f"{words} {next(NUMBER)}.")
        took = (time.perf_counter() - begun) * 1000
        if answer.status != DONE:
            raise RuntimeError(f"a reply: {answer.status} {answer.text[:300]}")
        return took


def write(process: Process, cookies: Sequence[str], *, seconds: float) -> Loaded:
    """Reply until the time is over, or until everybody has said all that they may."""
    writers = [Writer(Visitor(process.port, cookie)) for cookie in cookies]
    for writer in writers:
        writer.visitor.token(TOPIC)
    writers[0].reply()
    before, begun = process.cpu_seconds, time.perf_counter()
    spent: list[float] = []
    for writer in writers * (EACH - 1):
        if time.perf_counter() - begun > seconds:
            break
        spent.append(writer.reply())
    took = time.perf_counter() - begun
    cpu = (process.cpu_seconds - before) * 1000 / len(spent)
    for writer in writers:
        writer.visitor.close()
    late = sorted(spent)[int(len(spent) * 0.99) - 1]
    return Loaded(len(spent) / took, statistics.median(spent), late, cpu)
