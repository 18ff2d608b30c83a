"""What the limits are for each standing: read from the settings once for each context."""

from collections.abc import Mapping, Sequence

from forum.accounts.models import Standing, Viewer
from forum.kernel.settings import made_once
from forum.standing.settings import ABILITIES, ANY, LIMITS, NO_LIMIT, Ability, Limit


def effective(viewer: Viewer) -> Standing:
    """The standing that decides: staff may do what leaders may."""
    return Standing.LEADER if viewer.is_staff else Standing(viewer.standing)


def at(standing: Standing, limit: Limit) -> int:
    """How much is allowed with this standing; NO_LIMIT where there is no end."""
    return table()[limit][standing.rank]


def table() -> Mapping[Limit, Sequence[int]]:
    """All limits, each for every standing, the lowest first."""
    return made_once("standing.limits", _read)


def begins_with(ability: Ability) -> Standing:
    """The standing from which on this may be done."""
    return Standing(ABILITIES[ability].get())


def raised_by(standing: Standing, limit: Limit) -> Standing | None:
    """The next standing with which more is allowed; None when none does."""
    row = table()[limit]
    higher = (one for one in Standing if one.rank > standing.rank)
    return next((one for one in higher if row[one.rank] > row[standing.rank]), None)


def written(numbers: Sequence[int]) -> str:
    """The numbers of one limit as its setting keeps them."""
    return " ".join(ANY if number >= NO_LIMIT else str(number) for number in numbers)


def _read() -> Mapping[Limit, Sequence[int]]:
    return {
        limit: tuple(NO_LIMIT if word == ANY else int(word) for word in setting.get().split())
        for limit, setting in LIMITS.items()
    }
