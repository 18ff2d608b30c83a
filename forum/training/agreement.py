"""How far people agree who decided on the same cases, beyond what chance would give."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Counts = Mapping[str, int]
# From so many people on there is anything to compare.
FEWEST = 2


@dataclass(frozen=True)
class Agreement:
    """The figures of a round. `kappa` is missing where chance alone would agree always."""

    people: int
    cases: int
    # In how many of the cases everybody decided alike.
    unanimous: int
    # How often two of them, drawn by lot, decide alike on a case drawn by lot.
    share: float
    kappa: float | None


def agreement(counts: Sequence[Counts]) -> Agreement | None:
    """What the counts of decisions, case by case, say; None with fewer than two people.

    The same number of people has decided on each case. Kappa is that of J. L. Fleiss, "Measuring
    nominal scale agreement among many raters", Psychological Bulletin 76 (1971), pages 378 to 382:
    (P - Pe) / (1 - Pe), where P is the mean over cases of the share of pairs that agree, and Pe
    the sum of squares of the share of all decisions that each category has.
    """
    people = sum(counts[0].values()) if counts else 0
    if people < FEWEST:
        return None
    share = sum(pairs_alike(one) for one in counts) / len(counts)
    by_chance = _by_chance(counts, people * len(counts))
    kappa = None if by_chance >= 1 else (share - by_chance) / (1 - by_chance)
    unanimous = sum(max(one.values()) == people for one in counts)
    return Agreement(people, len(counts), unanimous, share, kappa)


def pairs_alike(counts: Counts) -> float:
    """Of all pairs of people who decided on one case, the share that decided alike."""
    people = sum(counts.values())
    alike = sum(number * (number - 1) for number in counts.values())
    return alike / (people * (people - 1))


def _by_chance(counts: Sequence[Counts], decisions: int) -> float:
    words = {word for one in counts for word in one}
    totals = (sum(one.get(word, 0) for one in counts) for word in words)
    return sum((total / decisions) ** 2 for total in totals)
