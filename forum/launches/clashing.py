"""Launches that get in each other's way: the same people or the same product in the same hours, or
the same codes.

Nothing here asks the database or what time it is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from forum.launches.models import Audience, Launch, LaunchWindow

PEOPLE = "people"
PRODUCT = "product"
POOL = "pool"


@dataclass(frozen=True)
class Planned:
    """A launch with its windows."""

    launch: Launch
    windows: Sequence[LaunchWindow]


@dataclass(frozen=True)
class Clash:
    """Two launches, and what they have in common."""

    one: Launch
    other: Launch
    what: str


def clashes_among(planned: Sequence[Planned]) -> Sequence[Clash]:
    """Every two of these launches that clash, once for each reason."""
    return [clash for one, other in combinations(planned, 2) for clash in _between(one, other)]


def clashes_with(planned: Planned, others: Sequence[Planned]) -> Sequence[Clash]:
    """Those of the others with which this launch clashes, once for each reason."""
    return [clash for other in others for clash in _between(planned, other)]


def _between(one: Planned, other: Planned) -> Iterator[Clash]:
    pairs = [(a, b) for a in one.windows for b in other.windows if _overlap(a, b)]
    if any(_meet(a, b) for a, b in pairs):
        yield Clash(one.launch, other.launch, PEOPLE)
    if pairs and _is_same(one.launch.product_id, other.launch.product_id):
        yield Clash(one.launch, other.launch, PRODUCT)
    if _is_same(one.launch.pool_id, other.launch.pool_id):
        yield Clash(one.launch, other.launch, POOL)


def _overlap(one: LaunchWindow, other: LaunchWindow) -> bool:
    return one.opens_at <= other.closes_at and other.opens_at <= one.closes_at


def _meet(one: LaunchWindow, other: LaunchWindow) -> bool:
    """Whether the same people are asked by both. Whoever has a tier has those below it too; lists
    are short, and picked by hand."""
    if one.is_for_all and other.is_for_all:
        return True
    if one.audience != other.audience or one.audience == Audience.LIST:
        return False
    return one.audience != Audience.BADGE or one.badge_id == other.badge_id


def _is_same(one: int | None, other: int | None) -> bool:
    return one is not None and one == other
