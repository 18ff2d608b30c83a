"""What notices say that are about no post: each kind in one place.

A kind is a name in `kinds.py`, a function here, and a listener that tells. What the function is
given are the facts that were kept when it happened, and the name of who did it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from forum.notices.kinds import NoticeKind
from forum.tiers import words as tiers
from forum.tiers.models import Tier

Facts: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True)
class News:
    """What a notice says, the sentence that follows in a letter, and where it leads."""

    sign: str
    said: str
    more: str
    button: str
    endpoint: str
    values: Mapping[str, Any] = field(default_factory=dict)


def news_of(kind: NoticeKind, facts: Facts, name: str) -> News | None:
    """What a notice of this kind says, in the language of the moment; nothing for other kinds."""
    return SAYINGS[kind](facts, name) if kind in SAYINGS else None


def facts_of_tier(tier: Tier) -> dict[str, Any]:
    """What is kept of a tier: its own name, or how to find the one it came with."""
    return {"tier": tier.slug, "name": tier.name}


def _tier(facts: Facts) -> str:
    return tiers.name_of(Tier(slug=facts.get("tier", ""), name=facts.get("name", "")))


def _reached(facts: Facts, _name: str) -> News:
    return News(
        "award",
        _("You are %(tier)s now", tier=_tier(facts)),
        _("Thank you for what you give to this place. See what your tier gives you."),
        _("See your perks"),
        "tiers.perks",
    )


def _grace(facts: Facts, _name: str) -> News:
    lack = int(facts.get("lack", 0))
    return News(
        "hourglass",
        ngettext(
            "%(num)s point is missing for you to stay %(tier)s",
            "%(num)s points are missing for you to stay %(tier)s",
            lack,
            tier=_tier(facts),
        ),
        _(
            "You keep it until %(day)s at least. Whoever has the points by then stays.",
            day=format_date(date.fromisoformat(facts.get("until", "2000-01-01"))),
        ),
        _("See what gives points"),
        "points.mine",
    )


def _lost(facts: Facts, _name: str) -> News:
    return News(
        "arrow-down-right",
        _("You are no longer %(tier)s", tier=_tier(facts)),
        _("What you have written and earned stays. The way up is open again."),
        _("See where you stand"),
        "tiers.perks",
    )


def _follower(facts: Facts, name: str) -> News:
    return News(
        "user-plus",
        _("%(name)s follows you now", name=name),
        _("Whoever follows you hears when you begin a topic."),
        _("See who that is"),
        "members.show",
        {"username": facts.get("username", "")},
    )


SAYINGS: Mapping[NoticeKind, Callable[[Facts, str], News]] = {
    NoticeKind.TIER: _reached,
    NoticeKind.GRACE: _grace,
    NoticeKind.TIER_LOST: _lost,
    NoticeKind.FOLLOWER: _follower,
}
