"""The words for what may be decided, and by whom."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from forum.accounts.settings import LEAVING_DAYS
from forum.appeals.settings import DAYS
from forum.governance.alike import BEFORE, CLEAN
from forum.governance.rights import Part
from forum.governance.showing import ROWS
from forum.sanctions.settings import DAYS as WEIGHT_DAYS
from forum.sanctions.settings import MODERATOR_DAYS
from forum.sanctions.wording import NAMES as SANCTIONS

OUTCOMES = ROWS["outcomes"]

PARTS: Mapping[Part, Any] = {
    Part.MEMBER: _l("Members"),
    Part.CHANNEL_MODERATOR: _l("Channel moderators"),
    Part.MODERATOR: _l("Moderators"),
    Part.ADMIN: _l("Admins"),
}
RIGHTS: Mapping[str, Any] = {
    "flag": _l("Ask the team to look at something"),
    "channel": _l("Decide on texts in their channel"),
    "admit": _l("Let people into their channel"),
    "cases": _l("Decide on every case"),
    "appeal": _l("Decide on appeals, never against decisions of their own"),
    "propose": _l("Propose that an account is closed"),
    "agree": _l("Agree to it as the second person"),
    "guidelines": _l("Write the guidelines"),
    "rules": _l("Make rules that look at new texts"),
    "channels": _l("Open and archive channels"),
    "roles": _l("Say who belongs to the team"),
    "addresses": _l("Read mail addresses"),
}


def right(word: str) -> str:
    """What may be decided."""
    days = MODERATOR_DAYS.get()
    if word == "pause":
        return str(
            ngettext(
                "Warn, and pause a member for up to %(num)s day",
                "Warn, and pause a member for up to %(num)s days",
                days,
            )
        )
    if word == "long_pause":
        return str(_("Pause a member for longer than that"))
    return str(RIGHTS[word])


def kept() -> Iterator[tuple[str, str]]:
    """What is kept, and for how long."""
    first, *_between, last = sorted(days.get() for days in WEIGHT_DAYS.values())
    yield (
        str(_("What counts against a member")),
        str(_("%(least)s to %(most)s days, by how grave it was", least=first, most=last)),
    )
    yield (
        str(_("Decisions with their reasons")),
        str(_("as long as the account is there; then they stay without name and words")),
    )
    yield str(_("The way to another look")), _days(DAYS.get())
    yield str(_("Removed texts")), str(_("out of sight, until their author leaves"))
    yield str(_("Acts of the team")), str(_("for good; nobody can change or delete one"))
    yield str(_("The figures of each month")), str(_("for good"))
    yield str(_("An account after leaving")), _days(LEAVING_DAYS.get())


def _days(number: int) -> str:
    return str(ngettext("%(num)s day", "%(num)s days", number))


# What the members of a group of like decisions have in common.
RECORDS: Mapping[str, Any] = {
    CLEAN: _l("Nothing counted against the member"),
    BEFORE: _l("Something counted against the member already"),
}


def end_of(outcome: str, sanction: str) -> str:
    """How a decision ended, for the thing and for the member."""
    what = str(OUTCOMES.get(outcome, outcome))
    names = {str(kind): name for kind, name in SANCTIONS.items()}
    return f"{what}, {names[sanction]}" if sanction in names else what
