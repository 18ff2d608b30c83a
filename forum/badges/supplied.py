"""The badges that come with the forum. Their words stand in `wording`, in every language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from forum.activity.models import DeedKind
from forum.badges.criteria import TENURE
from forum.badges.models import BadgeKind, Level, Repeats

# The badge of those who know a subject: it alone is shown beside names, and lapses.
EXPERT = "product-expert"
YEAR = 365
# Thirteen weeks.
QUARTER = 91


@dataclass(frozen=True)
class Supplied:
    """A badge as it is supplied; without criteria, staff give it."""

    slug: str
    level: Level
    art: str
    criteria: Mapping[str, Any] | None = None
    repeats: Repeats = Repeats.ONCE
    # It appears as soon as the log has the first deed of this kind: nothing is shown that nobody
    # can earn.
    needs: DeedKind | None = None

    @property
    def kind(self) -> BadgeKind:
        """Who gives it."""
        return BadgeKind.MANUAL if self.criteria is None else BadgeKind.AUTO


def _at_least(value: int, metric: str, **scope: int) -> Mapping[str, Any]:
    return {"metric": metric, "op": ">=", "value": value, **scope}


SUPPLIED: Sequence[Supplied] = (
    Supplied("first-post", Level.BRONZE, "pen", _at_least(1, "posts")),
    Supplied("first-answer", Level.BRONZE, "check", _at_least(1, "accepted_answers")),
    Supplied("ten-answers", Level.SILVER, "bulb", _at_least(10, "accepted_answers")),
    Supplied("fifty-answers", Level.GOLD, "mountain", _at_least(50, "accepted_answers")),
    Supplied(
        EXPERT,
        Level.GOLD,
        "compass",
        _at_least(10, "accepted_answers"),
        repeats=Repeats.TAG,
    ),
    Supplied("welcomer", Level.SILVER, "hand", _at_least(25, "welcomes"), needs=DeedKind.WELCOMED),
    Supplied(
        "peer-thanks",
        Level.SILVER,
        "heart",
        _at_least(25, "thanks_received"),
        needs=DeedKind.THANKED,
    ),
    Supplied(
        "good-eye",
        Level.SILVER,
        "eye",
        {"all": [_at_least(10, "flags_agreed"), _at_least(80, "flags_agreed_percent")]},
        needs=DeedKind.FLAGGED_WELL,
    ),
    Supplied(
        "tester",
        Level.SILVER,
        "bulb",
        _at_least(3, "feedback_forms"),
        needs=DeedKind.GAVE_FEEDBACK,
    ),
    Supplied(
        "launch-veteran",
        Level.SILVER,
        "flag",
        _at_least(5, "launches_entered"),
        needs=DeedKind.TOOK_PART,
    ),
    Supplied(
        "verified-customer", Level.BRONZE, "cup", _at_least(1, "orders"), needs=DeedKind.BOUGHT
    ),
    Supplied(
        "steady", Level.SILVER, "flame", _at_least(12, "weeks_contributed", window_days=QUARTER)
    ),
    Supplied("one-year", Level.BRONZE, "cake", _at_least(YEAR, TENURE)),
    Supplied("three-years", Level.SILVER, "cake", _at_least(3 * YEAR, TENURE)),
    Supplied("five-years", Level.GOLD, "cake", _at_least(5 * YEAR, TENURE)),
    Supplied(
        "in-the-spotlight",
        Level.SPECIAL,
        "star",
        _at_least(1, "spotlights"),
        needs=DeedKind.SPOTLIT,
    ),
    Supplied("founding-member", Level.SPECIAL, "seed"),
    Supplied("ambassador", Level.SPECIAL, "megaphone"),
    Supplied("crisis-helper", Level.SPECIAL, "shield"),
    Supplied(
        "helper-of-newcomers",
        Level.SPECIAL,
        "lifebuoy",
        _at_least(5, "newcomers_looked_after"),
        needs=DeedKind.LOOKED_AFTER,
    ),
)
