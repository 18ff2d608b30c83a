"""What the pages of standing show alike, for members and for staff."""

from forum.accounts.models import Standing
from forum.standing import limits, wording
from forum.standing.settings import Ability


def table() -> dict[str, object]:
    """What the tables of limits show."""
    return {
        "standings": tuple(Standing),
        "limits": limits.table(),
        "abilities": {one: limits.begins_with(one) for one in Ability},
        "said": wording,
    }
