"""Measuring: one after the other for the time of each, side by side for how many in a second."""

import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tests.server.visiting import Answer, Visitor

Ask = Callable[[Visitor, int], Answer]
LINES = 4


@dataclass(frozen=True)
class Times:
    """Milliseconds of each request, and requests in a second when several ask at once."""

    middle: float
    late: float
    a_second: float

    def __str__(self) -> str:
        return f"{self.middle:8.1f} {self.late:8.1f} {self.a_second:8.1f}"


def times(visitors: Sequence[Visitor], ask: Ask, *, rounds: int, good: int) -> Times:
    """Ask so many times one by one, and again on four lines; raises when an answer is not good."""
    for n in range(len(visitors)):
        _ask(visitors[n], ask, n, good)
    alone = sorted(_ask(visitors[n % len(visitors)], ask, n, good) for n in range(rounds))
    begun = time.perf_counter()
    with ThreadPoolExecutor(LINES) as pool:
        shares = [range(line, rounds, LINES) for line in range(LINES)]
        lines = [visitors[line::LINES] for line in range(LINES)]
        tasks = [pool.submit(_share, *both, ask, good) for both in zip(lines, shares, strict=True)]
        done = sum(task.result() for task in tasks)
    took = time.perf_counter() - begun
    return Times(statistics.median(alone), alone[int(len(alone) * 0.95) - 1], done / took)


def _share(visitors: Sequence[Visitor], share: range, ask: Ask, good: int) -> int:
    for n in share:
        _ask(visitors[n // LINES % len(visitors)], ask, 1000 + n, good)
    return len(share)


def _ask(visitor: Visitor, ask: Ask, n: int, good: int) -> float:
    begun = time.perf_counter()
    answer = ask(visitor, n)
    took = (time.perf_counter() - begun) * 1000
    if answer.status != good:
        raise RuntimeError(f"status {answer.status}: {answer.body[:300]!r}")
    return took
