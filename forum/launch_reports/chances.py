"""How often entries should have won a draw, and whether they did: arithmetic that asks no table.

The model. `fair-draw-1` gives an entry with k tickets the smallest of k even numbers between 0 and
1 and lets the smallest keys win. The smallest of k is above x with the chance (1 - x)^k, so that
-ln(1 - x) is an exponential time of rate k: the draw is a race in which whoever has k tickets runs
k times as fast, which is sampling without replacement by weights (Efraimidis and Spirakis,
"Weighted random sampling with a reservoir", Information Processing Letters 97, 2006).

The expectation is worked out, not simulated. An entry with k tickets that arrives at the time t
wins when fewer than S of the others have arrived by then. Each of them has with the chance
1 - e^(-jt), so their number is a sum of binomials, one for each number of tickets j. Its tail is
exact for up to `EXACT` places, and that of the normal distribution of the same mean and variance
above. With u = 1 - e^(-kt), which is even between 0 and 1, the chance is the integral of that tail
over u, by the midpoint rule, up to where so many have arrived that nobody else wins.

The test. Of each number of tickets, O won where E = n p were expected. The sum of
(O - E)^2 / (n p (1 - p)) is what Pearson's table of "won" and "did not" gives; as the winners are
as many as they are, one degree of freedom is lost (Pearson 1900; Abramowitz and Stegun, Handbook of
Mathematical Functions, 26.4). Cochran's rule says when it can be trusted: 5 or more expected in
every cell ("Some methods for strengthening the common chi-squared tests", Biometrics 10, 1954).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

# Above so many places the tail is that of the normal distribution.
EXACT = 50
STEPS = 100
# Nothing of the tail is left when the mean is so many standard deviations behind the places.
FAR = 7
HALVINGS = 50
# Fewer than so many expected in a cell, and the test says little.
COCHRAN = 5


@dataclass(frozen=True)
class Class:
    """All entries with as many tickets: how many, how many won, and the chance of each."""

    tickets: int
    entries: int
    won: int
    chance: float

    @property
    def expected(self) -> float:
        """How many of them should have won."""
        return self.entries * self.chance

    @property
    def spread(self) -> float:
        """The variance of that number."""
        return self.expected * (1 - self.chance)


@dataclass(frozen=True)
class Fairness:
    """What came out, by tickets, and how surprising it is."""

    classes: Sequence[Class]
    chi_square: float | None = None
    freedom: int = 0
    p_value: float | None = None

    @property
    def is_thin(self) -> bool:
        """Whether too few were expected somewhere for the test to say much."""
        cells = [
            cell for one in self.classes for cell in (one.expected, one.entries - one.expected)
        ]
        return min(cells, default=0) < COCHRAN


def fairness(entries: Mapping[int, int], won: Mapping[int, int]) -> Fairness:
    """Entries and winners by tickets, against what the draw promises."""
    places = sum(won.values())
    chances = chances_of(entries, places)
    classes = [
        Class(tickets, entries[tickets], won.get(tickets, 0), chances[tickets])
        for tickets in sorted(entries)
        if entries[tickets]
    ]
    tested = [one for one in classes if one.spread > 0]
    freedom = len(tested) - 1
    if freedom < 1:
        return Fairness(classes)
    value = sum((one.won - one.expected) ** 2 / one.spread for one in tested)
    return Fairness(classes, value, freedom, p_value(value, freedom))


def chances_of(entries: Mapping[int, int], places: int) -> Mapping[int, float]:
    """With which chance an entry wins, by its tickets, when there are so many places."""
    number = sum(entries.values())
    if places <= 0:
        return dict.fromkeys(entries, 0.0)
    if places >= number:
        return dict.fromkeys(entries, 1.0)
    if len([one for one in entries if entries[one]]) == 1:
        return dict.fromkeys(entries, places / number)
    return {tickets: _chance(entries, tickets, places) for tickets in entries}


def p_value(chi_square: float, freedom: int) -> float:
    """The chance of as much or more by accident: Q(freedom / 2, chi_square / 2).

    Begun with Q(1/2, x) = erfc(sqrt x) or Q(1, x) = e^-x, and carried up by
    Q(a + 1, x) = Q(a, x) + x^a e^-x / Gamma(a + 1): NIST, Digital Library of Mathematical
    Functions, 8.4.6, 8.4.8 and 8.8.6.
    """
    x = chi_square / 2
    a = 0.5 if freedom % 2 else 1.0
    tail = math.erfc(math.sqrt(x)) if freedom % 2 else math.exp(-x)
    while a < freedom / 2:
        tail += math.exp(a * math.log(x) - x - math.lgamma(a + 1)) if x > 0 else 0.0
        a += 1
    return min(1.0, tail)


def _chance(entries: Mapping[int, int], tickets: int, places: int) -> float:
    others = {one: count - (one == tickets) for one, count in entries.items()}
    tail = _exact_tail if places <= EXACT else _normal_tail
    end = _end(others, tickets, places)
    middles = (end * (step + 0.5) / STEPS for step in range(STEPS))
    return end * sum(tail(_arrived(others, tickets, u), places) for u in middles) / STEPS


def _end(others: Mapping[int, int], tickets: int, places: int) -> float:
    """From which u on so many have surely arrived; 1 where that is never sure."""
    enough = places + FAR * math.sqrt(places) + FAR
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        groups = _arrived(others, tickets, middle)
        is_enough = sum(count * chance for count, chance in groups) >= enough
        low, high = (low, middle) if is_enough else (middle, high)
    return high


def _arrived(others: Mapping[int, int], tickets: int, u: float) -> Sequence[tuple[int, float]]:
    """How many others there are, and the chance of each to have arrived, when the one with these
    tickets arrives at the time that belongs to u."""
    return [(count, 1 - (1 - u) ** (one / tickets)) for one, count in others.items() if count]


def _exact_tail(groups: Sequence[tuple[int, float]], places: int) -> float:
    """The chance that fewer than so many of them have arrived."""
    sums = [1.0]
    for count, chance in groups:
        sums = _added(sums, _binomial(count, chance, places), places)
    return min(1.0, math.fsum(sums[:places]))


def _added(one: Sequence[float], other: Sequence[float], places: int) -> list[float]:
    found = [0.0] * min(places, len(one) + len(other) - 1)
    for i, left in enumerate(one):
        for j, right in enumerate(other[: len(found) - i]):
            found[i + j] += left * right
    return found


def _binomial(count: int, chance: float, places: int) -> list[float]:
    """The chances of 0, 1, 2 … of so many, up to what matters."""
    q = 1 - chance
    ratios = ((count - k) / (k + 1) * chance / q for k in range(min(count, places - 1)))
    return [first * q**count for first in accumulate(ratios, lambda a, b: a * b, initial=1.0)]


def _normal_tail(groups: Sequence[tuple[int, float]], places: int) -> float:
    mean = sum(count * chance for count, chance in groups)
    variance = sum(count * chance * (1 - chance) for count, chance in groups)
    if variance <= 0:
        return float(mean < places)
    return 0.5 * math.erfc((mean - places + 0.5) / math.sqrt(2 * variance))
