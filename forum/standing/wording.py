"""The words of standing: what each is called, what is bounded, and what lifts a limit."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from forum.accounts.models import Standing
from forum.activity.wording import LABELS
from forum.kernel.policy import Invalid
from forum.standing.criteria import Requirement
from forum.standing.queries import Lift, Line
from forum.standing.settings import NO_LIMIT, Ability, Limit

NAMES: Mapping[Standing, Any] = {
    Standing.NEW: _l("New"),
    Standing.BASIC: _l("Basic"),
    Standing.MEMBER: _l("Member"),
    Standing.REGULAR: _l("Regular"),
    Standing.LEADER: _l("Leader"),
}
MEANINGS: Mapping[Standing, Any] = {
    Standing.NEW: _l("Where everybody begins."),
    Standing.BASIC: _l("Has looked around and said something."),
    Standing.MEMBER: _l("Is part of the conversation."),
    Standing.REGULAR: _l("Is here often, and others are glad of it."),
    Standing.LEADER: _l("Helps to look after this place. The team asks regulars to be one."),
}
ICONS: Mapping[Standing, str] = {
    Standing.NEW: "sprout",
    Standing.BASIC: "footprints",
    Standing.MEMBER: "user-round-check",
    Standing.REGULAR: "armchair",
    Standing.LEADER: "compass",
}
LIMITS: Mapping[Limit, Any] = {
    Limit.LINKS: _l("Links in a post"),
    Limit.PICTURES: _l("Pictures in a post"),
    Limit.MENTIONS: _l("People mentioned in a post"),
    Limit.TOPICS: _l("Topics in 24 hours"),
    Limit.REPLIES: _l("Replies in 24 hours"),
    Limit.UPLOADS: _l("Pictures sent in 24 hours"),
    Limit.CONVERSATIONS: _l("Private conversations begun in 24 hours"),
    Limit.PEOPLE: _l("People in a private conversation"),
    Limit.FLAGS: _l("Things flagged in 24 hours"),
    Limit.EDIT_HOURS: _l("Hours to change a post"),
}
ABILITIES: Mapping[Ability, Any] = {
    Ability.MAKE_TAGS: _l("Write new tags"),
    Ability.EDIT_WIKI: _l("Improve wiki posts"),
    Ability.MAKE_WIKI: _l("Make wiki posts of one\u2019s own posts"),
}
MET: Mapping[Limit, Callable[[int], str]] = {
    Limit.LINKS: lambda n: ngettext(
        "With your standing a post has at most %(num)s link.",
        "With your standing a post has at most %(num)s links.",
        n,
    ),
    Limit.PICTURES: lambda n: ngettext(
        "With your standing a post has at most %(num)s picture.",
        "With your standing a post has at most %(num)s pictures.",
        n,
    ),
    Limit.MENTIONS: lambda n: ngettext(
        "With your standing a post mentions at most %(num)s person.",
        "With your standing a post mentions at most %(num)s people.",
        n,
    ),
    Limit.TOPICS: lambda n: ngettext(
        "With your standing you start at most %(num)s topic in 24 hours.",
        "With your standing you start at most %(num)s topics in 24 hours.",
        n,
    ),
    Limit.REPLIES: lambda n: ngettext(
        "With your standing you write at most %(num)s reply in 24 hours.",
        "With your standing you write at most %(num)s replies in 24 hours.",
        n,
    ),
    Limit.UPLOADS: lambda n: ngettext(
        "With your standing you send at most %(num)s picture in 24 hours.",
        "With your standing you send at most %(num)s pictures in 24 hours.",
        n,
    ),
    Limit.CONVERSATIONS: lambda n: ngettext(
        "With your standing you begin at most %(num)s conversation in 24 hours.",
        "With your standing you begin at most %(num)s conversations in 24 hours.",
        n,
    ),
    Limit.PEOPLE: lambda n: ngettext(
        "With your standing you write to at most %(num)s person at once.",
        "With your standing you write to at most %(num)s people at once.",
        n,
    ),
    Limit.FLAGS: lambda n: ngettext(
        "With your standing you flag at most %(num)s thing in 24 hours.",
        "With your standing you flag at most %(num)s things in 24 hours.",
        n,
    ),
    Limit.EDIT_HOURS: lambda n: ngettext(
        "With your standing you can change a post for %(num)s hour.",
        "With your standing you can change a post for %(num)s hours.",
        n,
    ),
}


def met(error: Invalid) -> str:
    """That a limit was met, what would lift it, and what there is of that already.

    For the error that `queries.require_within` raises.
    """
    said = MET[error.details["limit"]](error.details["most"])  # type: ignore[index,arg-type]
    lift = error.details["lift"]
    return f"{said} {lifted(lift)}" if isinstance(lift, Lift) else said


def not_yet(error: Invalid) -> str:
    """That something begins with a higher standing, and what that asks for."""
    lift = error.details["lift"]
    return lifted(lift) if isinstance(lift, Lift) else ""


def lifted(lift: Lift) -> str:
    """With which standing more is allowed, and what is missing for it."""
    name = NAMES[lift.standing]
    if lift.most >= NO_LIMIT:
        said = _("There is no limit with standing %(standing)s.", standing=name)
    elif lift.most:
        said = _("It is %(num)s with standing %(standing)s.", num=lift.most, standing=name)
    else:
        said = _("This comes with standing %(standing)s.", standing=name)
    if not lift.is_earned:
        return str(said) + " " + str(_("The team makes leaders of regulars."))
    lines = "; ".join(missing(line) for line in lift.lines)
    return f"{said} " + str(_("What is missing: %(lines)s.", lines=lines)) if lines else str(said)


def asked(one: Requirement) -> str:
    """What is counted, and of which days."""
    label = str(LABELS[one.metric])
    if not one.days:
        return label
    said = ngettext(
        "%(label)s, in the last %(num)s day",
        "%(label)s, in the last %(num)s days",
        one.days,
        label=label,
    )
    return str(said)


def missing(line: Line) -> str:
    """What is asked for, and how much of it there is."""
    words, count, most = asked(line.asked), line.count, line.asked.value
    return str(_("%(words)s: %(count)s of %(most)s", words=words, count=count, most=most))


def amount(number: int) -> str:
    """A limit as a table shows it."""
    return str(_("no limit")) if number >= NO_LIMIT else f"{number}"
