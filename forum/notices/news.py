"""What notices say that are about no post: each kind in one place.

A kind is a name in `kinds.py`, a saying here (one that is always the same is `Plain`, the others
are functions), and a listener that tells. What a saying is given are the facts that were kept when
it happened, and the name of who did it.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from forum.accounts.models import Standing
from forum.notices import decided, handed, opened, waiting
from forum.notices.kinds import NoticeKind
from forum.notices.saying import Facts, News, Plain, Sayings
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
    lack = tiers.lack_among(facts)
    day = format_date(date.fromisoformat(facts.get("until", "2000-01-01")))
    if lack.has_more_ways:
        missing = tiers.missing(lack)
        said = _("To stay %(tier)s you need %(missing)s", tier=_tier(facts), missing=missing)
        more = _("You keep it until %(day)s at least. Whoever has either by then stays.", day=day)
    else:
        said = ngettext(
            "%(num)s point is missing for you to stay %(tier)s",
            "%(num)s points are missing for you to stay %(tier)s",
            lack.points,
            tier=_tier(facts),
        )
        more = _(
            "You keep it until %(day)s at least. Whoever has the points by then stays.", day=day
        )
    return News(
        "hourglass",
        said,
        more,
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


FOLLOWER = Plain(
    "user-plus",
    _l("%(name)s follows you now"),
    _l("Whoever follows you hears when you begin a topic."),
    _l("See who that is"),
    MEMBER,
)
OFFER = Plain(
    "star",
    _l("Do you want to stand in the spotlight?"),
    _l("Nothing is shown before you say yes."),
    _l("Say yes or no"),
    "recognition.mine",
)
SPOTLIGHT = Plain(
    "star",
    _l("You stand in the spotlight"),
    _l("Everybody can read now what you did for this place."),
    _l("See it"),
    "recognition.spotlights",
)
GOAL = Plain(
    "flag",
    _l("We have reached a goal together: %(title)s"),
    "%(reward)s",
    _l("See our milestones"),
    "recognition.milestones",
)
OVERDUE = Plain(
    "alarm-clock",
    _l("Nobody has replied to the first post of %(name)s"),
    _l("A kind word keeps people here."),
    _l("Read it"),
    OVERVIEW,
)
BUDDY = Plain(
    "hand",
    _l("%(name)s has just written here for the first time"),
    _l("It is your turn to say hello."),
    _l("Read it"),
    MEMBER,
)
INVITED = Plain(
    "user-plus",
    _l("%(name)s, whom you invited, feels at home"),
    _l("They have been here on seven days. Thank you for bringing them."),
    _l("See who that is"),
    MEMBER,
)
PAUSED = Plain(
    "circle-pause",
    _l("The invitations of %(source)s are paused"),
    _l("Too many of those who came by them broke the rules. They count again when you say so."),
    _l("To the staff pages"),
    OVERVIEW,
)
CIRCLE = Plain(
    "calendar-clock",
    _l("It is time to look through the circle %(circle)s"),
    _l("Somebody's place is due for a second look."),
    _l("To the staff pages"),
    OVERVIEW,
)
SAYINGS: Sayings = {
    NoticeKind.TIER: _reached,
    NoticeKind.GRACE: _grace,
    NoticeKind.TIER_LOST: _lost,
    NoticeKind.FOLLOWER: FOLLOWER,
    NoticeKind.STANDING: _standing,
    NoticeKind.THANKS: _thanks,
    NoticeKind.SPOTLIGHT_OFFER: OFFER,
    NoticeKind.SPOTLIGHT: SPOTLIGHT,
    NoticeKind.MILESTONE: _milestone,
    NoticeKind.GOAL: GOAL,
    NoticeKind.MESSAGE: _message,
    NoticeKind.OVERDUE: OVERDUE,
    NoticeKind.BUDDY: BUDDY,
    NoticeKind.INVITED: INVITED,
    NoticeKind.SOURCE_PAUSED: PAUSED,
    NoticeKind.CIRCLE_DUE: CIRCLE,
    **decided.SAYINGS,
    **opened.SAYINGS,
    **waiting.SAYINGS,
    **handed.SAYINGS,
}
