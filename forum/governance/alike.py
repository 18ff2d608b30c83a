"""Telling which decisions are about like facts, and which of them ended differently.

Two decisions are alike when they are by the same clause, about the same kind of thing, and about
members whose record was the same: nothing counted against them then, or something did. They end
differently when something else became of the thing, or of the member.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

CLEAN, BEFORE = "clean", "before"
# From so many decisions on a figure about somebody says something.
ENOUGH = 10


@dataclass(frozen=True)
class Likeness:
    """What decisions have in common: the clause, the kind of thing, and the member's record."""

    clause_key: str
    target_kind: str
    record: str


@dataclass(frozen=True)
class Decision:
    """A decision, as far as it is compared."""

    ruling_id: int
    likeness: Likeness
    # What became of the thing, and of the member; empty for nothing.
    outcome: str
    sanction: str
    target_id: int
    by_id: int | None
    clause_title: str
    made_at: datetime

    @property
    def end(self) -> tuple[str, str]:
        """How it ended."""
        return self.outcome, self.sanction


@dataclass(frozen=True)
class Side:
    """Decisions of one group that ended alike, the newest first."""

    outcome: str
    sanction: str
    decisions: Sequence[Decision]


@dataclass(frozen=True)
class Agreement:
    """How often somebody decided as most others did about like facts."""

    compared: int
    agreed: int

    @property
    def is_enough(self) -> bool:
        """Whether there are enough decisions to conclude anything."""
        return self.compared >= ENOUGH

    @property
    def share(self) -> float:
        """The part in which they agreed, from 0 to 1."""
        return self.agreed / self.compared if self.compared else 0.0


def grouped(decisions: Iterable[Decision]) -> Mapping[Likeness, Sequence[Decision]]:
    """Decisions by what they have in common, the newest first in each."""
    found: dict[Likeness, list[Decision]] = {}
    for one in sorted(decisions, key=lambda one: (one.made_at, one.ruling_id), reverse=True):
        found.setdefault(one.likeness, []).append(one)
    return found


def sides(decisions: Sequence[Decision]) -> Sequence[Side]:
    """The ends of one group, the most frequent first."""
    ends: dict[tuple[str, str], list[Decision]] = {}
    for one in decisions:
        ends.setdefault(one.end, []).append(one)
    by_size = sorted(ends.items(), key=lambda item: (-len(item[1]), item[0]))
    return [Side(*end, some) for end, some in by_size]


def agreements(groups: Iterable[Sequence[Decision]]) -> Mapping[int, Agreement]:
    """For each person: decisions about like facts that others decided too, and how many ended as
    most of theirs did. Where the others were of two minds, either is as most did."""
    counts: dict[int, Counter[bool]] = {}
    for group in groups:
        everybody = Counter(one.end for one in group)
        for who, theirs in _by_person(group).items():
            others = everybody - theirs
            most = max(others.values(), default=0)
            for end, times in theirs.items() if others else ():
                counts.setdefault(who, Counter())[others[end] == most] += times
    return {who: Agreement(found.total(), found[True]) for who, found in counts.items()}


def _by_person(group: Sequence[Decision]) -> Mapping[int, Counter[tuple[str, str]]]:
    """How often each person decided what; what nobody decided is nobody's."""
    found: dict[int, Counter[tuple[str, str]]] = {}
    for one in group:
        if one.by_id is not None:
            found.setdefault(one.by_id, Counter())[one.end] += 1
    return found
