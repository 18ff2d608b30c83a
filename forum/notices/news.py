"""What notices say that are about no post: each kind in one place.

A kind is a name in `kinds.py`, a function here, and a listener that tells. What the function is
given are the facts that were kept when it happened, and the name of who did it.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from forum.accounts.models import Standing
from forum.notices import decided
from forum.notices.kinds import NoticeKind
from forum.notices.saying import Facts, News
from forum.recognition.words import value_name
from forum.tiers import words as tiers
from forum.tiers.models import Tier

MEMBER = "members.show"
OVERVIEW = "admin.overview"
STANDINGS: Mapping[Standing, Any] = {
    Standing.NEW: _l("new here"),
    Standing.BASIC: _l("known here"),
    Standing.MEMBER: _l("member"),
    Standing.REGULAR: _l("regular"),
    Standing.LEADER: _l("leader"),
}


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


def _follower(_facts: Facts, name: str) -> News:
    return News(
        "user-plus",
        _("%(name)s follows you now", name=name),
        _("Whoever follows you hears when you begin a topic."),
        _("See who that is"),
        MEMBER,
    )


def _standing(facts: Facts, _name: str) -> News:
    after = Standing(facts.get("after", Standing.BASIC))
    rose = after.rank >= Standing(facts.get("before", Standing.NEW)).rank
    standing = STANDINGS[after]
    if rose:
        said = _("You may do more here now: you stand as %(standing)s", standing=standing)
        more = _("It comes from what you do here, and cannot be bought.")
    else:
        said = _("You stand as %(standing)s for now", standing=standing)
        more = _("It rises again by what you do here.")
    return News("shield-check", said, more, _("See what you have"), "tiers.perks")


def _thanks(facts: Facts, name: str) -> News:
    note = facts.get("note", "")
    said = _("%(name)s thanks you: %(value)s", name=name, value=value_name(facts.get("value", "")))
    more = _("They say: %(words)s", words=note) if note else ""
    return News("heart-handshake", said, more, _("See all thanks"), "recognition.thanks")


def _offer(_facts: Facts, _name: str) -> News:
    return News(
        "star",
        _("Do you want to stand in the spotlight?"),
        _("Nothing is shown before you say yes."),
        _("Say yes or no"),
        "recognition.mine",
    )


def _spotlight(_facts: Facts, _name: str) -> News:
    return News(
        "star",
        _("You stand in the spotlight"),
        _("Everybody can read now what you did for this place."),
        _("See it"),
        "recognition.spotlights",
    )


def _milestone(facts: Facts, _name: str) -> News:
    count = int(facts.get("count", 1))
    if facts.get("kind") == "years":
        said = ngettext(
            "You have been here for %(num)s year", "You have been here for %(num)s years", count
        )
    else:
        said = ngettext("You have written %(num)s post", "You have written %(num)s posts", count)
    return News(
        "party-popper",
        said,
        _("It is good that you are here."),
        _("See your points"),
        "points.mine",
    )


def _goal(facts: Facts, _name: str) -> News:
    reward = facts.get("reward", "")
    return News(
        "flag",
        _("We have reached a goal together: %(goal)s", goal=facts.get("title", "")),
        reward,
        _("See our milestones"),
        "recognition.milestones",
    )


def _message(facts: Facts, name: str) -> News:
    return News(
        "mail",
        ngettext(
            "%(name)s wrote to you",
            "%(num)s new messages, the last one by %(name)s",
            int(facts.get("count", 1)),
            name=name,
        ),
        # What is private stays here.
        "",
        _("Read it"),
        "messages.first_unread",
        {"conversation_id": facts.get("conversation", 0)},
    )


def _overdue(_facts: Facts, name: str) -> News:
    return News(
        "alarm-clock",
        _("Nobody has replied to the first post of %(name)s", name=name),
        _("A kind word keeps people here."),
        _("Read it"),
        OVERVIEW,
    )


def _buddy(_facts: Facts, name: str) -> News:
    return News(
        "hand",
        _("%(name)s has just written here for the first time", name=name),
        _("It is your turn to say hello."),
        _("Read it"),
        MEMBER,
    )


def _invited(_facts: Facts, name: str) -> News:
    return News(
        "user-plus",
        _("%(name)s, whom you invited, feels at home", name=name),
        _("They have been here on seven days. Thank you for bringing them."),
        _("See who that is"),
        MEMBER,
    )


def _paused(facts: Facts, _name: str) -> News:
    return News(
        "circle-pause",
        _("The invitations of %(source)s are paused", source=facts.get("source", "")),
        _("Too many of those who came by them broke the rules. They count again when you say so."),
        _("To the staff pages"),
        OVERVIEW,
    )


def _circle(facts: Facts, _name: str) -> News:
    return News(
        "calendar-clock",
        _("It is time to look through the circle %(circle)s", circle=facts.get("circle", "")),
        _("Somebody's place is due for a second look."),
        _("To the staff pages"),
        OVERVIEW,
    )


SAYINGS: Mapping[NoticeKind, Callable[[Facts, str], News]] = {
    NoticeKind.TIER: _reached,
    NoticeKind.GRACE: _grace,
    NoticeKind.TIER_LOST: _lost,
    NoticeKind.FOLLOWER: _follower,
    NoticeKind.STANDING: _standing,
    NoticeKind.THANKS: _thanks,
    NoticeKind.SPOTLIGHT_OFFER: _offer,
    NoticeKind.SPOTLIGHT: _spotlight,
    NoticeKind.MILESTONE: _milestone,
    NoticeKind.GOAL: _goal,
    NoticeKind.MESSAGE: _message,
    NoticeKind.OVERDUE: _overdue,
    NoticeKind.BUDDY: _buddy,
    NoticeKind.INVITED: _invited,
    NoticeKind.SOURCE_PAUSED: _paused,
    NoticeKind.CIRCLE_DUE: _circle,
    **decided.SAYINGS,
}
