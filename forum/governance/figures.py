"""Figures about people that tell nothing of anybody: what concerns too few is told with others.

A table has rows, each with a key and a count. Rows that concern fewer than three people are put
together with the next smallest ones until the row concerns enough; a table of too few people in
all has no numbers. So nobody is recognised by a row, nor by taking rows from the sum of them.
"""

import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

FEWEST = 3
# The key of the row that holds what was put together.
OTHERS = "others"
# How the figures are worked out; raised when that changes, so that old months are left as they are.
VERSION = 1


@dataclass(frozen=True)
class Fact:
    """Something that happened: under which key it counts, and whom it concerns."""

    key: str
    person_id: int
    # How long it took, where that is asked.
    minutes: float | None = None


@dataclass
class _Row:
    keys: list[str]
    count: int = 0
    people: set[int] = field(default_factory=set)

    @property
    def is_small(self) -> bool:
        return len(self.people) < FEWEST


def table(facts: Iterable[Fact], labels: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The sum, and rows of key, label and count, the largest first; None stands for too few."""
    rows: dict[str, _Row] = {}
    for fact in facts:
        row = rows.setdefault(fact.key, _Row([fact.key]))
        row.count += 1
        row.people.add(fact.person_id)
    if not rows:
        return {"total": 0, "rows": []}
    if is_few(person for row in rows.values() for person in row.people):
        return {"total": None, "rows": []}
    named = labels or {}
    told = [
        {"key": key, "label": named.get(key, ""), "count": row.count}
        for row in _folded(list(rows.values()))
        for key in [row.keys[0] if len(row.keys) == 1 else OTHERS]
    ]
    return {"total": sum(row.count for row in rows.values()), "rows": told}


def number(facts: Iterable[Fact]) -> int | None:
    """How many; None where it concerns too few people."""
    found = list(facts)
    return None if found and is_few(fact.person_id for fact in found) else len(found)


def median(facts: Iterable[Fact]) -> int | None:
    """The median of the minutes; None without any, and where it concerns too few people."""
    found = [fact for fact in facts if fact.minutes is not None]
    if is_few(fact.person_id for fact in found):
        return None
    return round(statistics.median(fact.minutes or 0 for fact in found))


def is_few(people: Iterable[int]) -> bool:
    """Whether these are fewer people than figures are told of."""
    return len(set(people)) < FEWEST


def _folded(rows: Sequence[_Row]) -> list[_Row]:
    """The largest first; the small ones are one, with as many others as it takes, at the end."""
    by_size = sorted(rows, key=lambda row: (-row.count, row.keys))
    small = [row for row in by_size if row.is_small]
    large = [row for row in by_size if not row.is_small]
    if not small:
        return large
    together = _together(small)
    while together.is_small:
        together = _together([large.pop(), together])
    return [*large, together]


def _together(rows: Sequence[_Row]) -> _Row:
    keys = sorted(key for row in rows for key in row.keys)
    people = set[int]().union(*(row.people for row in rows))
    return _Row(keys, sum(row.count for row in rows), people)
