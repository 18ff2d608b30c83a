"""The words for kinds of sanctions, their weights, and how long they hold."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from forum.sanctions.models import Content, Sanction, SanctionKind
from forum.sanctions.queries import Step
from forum.sanctions.settings import MINOR, SERIOUS, SEVERE

NAMES: Mapping[SanctionKind, Any] = {
    SanctionKind.WARNING: _l("Warning"),
    SanctionKind.SILENCE: _l("Silence"),
    SanctionKind.SUSPENSION: _l("Suspension"),
    SanctionKind.REMOVAL: _l("Removal"),
}
MEANINGS: Mapping[SanctionKind, Any] = {
    SanctionKind.WARNING: _l("They read it, and go on as before."),
    SanctionKind.SILENCE: _l("They read, but do not write."),
    SanctionKind.SUSPENSION: _l("They do not come in."),
    SanctionKind.REMOVAL: _l("The account is closed, once a second person agrees."),
}
ICONS: Mapping[SanctionKind, str] = {
    SanctionKind.WARNING: "triangle-alert",
    SanctionKind.SILENCE: "mic-off",
    SanctionKind.SUSPENSION: "door-closed",
    SanctionKind.REMOVAL: "user-x",
}
# What a member reads about themselves.
SAID: Mapping[SanctionKind, Any] = {
    SanctionKind.WARNING: _l("A warning"),
    SanctionKind.SILENCE: _l("You can read but not write for a while"),
    SanctionKind.SUSPENSION: _l("You cannot come in for a while"),
    SanctionKind.REMOVAL: _l("Your account is closed"),
}
WEIGHTS: Mapping[int, Any] = {
    0: _l("Does not count"),
    MINOR: _l("Small, counts 1"),
    SERIOUS: _l("Serious, counts 3"),
    SEVERE: _l("Severe, counts 10"),
}
CONTENTS: Mapping[Content, Any] = {
    Content.STAYS: _l("What they wrote stays"),
    Content.HIDDEN: _l("What they wrote goes out of sight"),
}


def length(hours: int | None) -> str:
    """How long it is: whole days in days, everything else in hours; empty without an end."""
    if hours is None:
        return ""
    days, rest = divmod(hours, 24)
    if days > 1 and not rest:
        return str(ngettext("%(num)s day", "%(num)s days", days))
    return str(ngettext("%(num)s hour", "%(num)s hours", hours))


def named(sanction: Sanction) -> str:
    """The kind, with its length where it has one: `Suspension, 7 days`."""
    kind = SanctionKind(sanction.kind)
    if sanction.hours is None:
        return str(NAMES[kind])
    return str(_("%(kind)s, %(length)s", kind=NAMES[kind], length=length(sanction.hours)))


def step(one: Step) -> str:
    """What is suggested: `Suspension, 7 days`."""
    kind = one.wish.kind
    if one.wish.hours is None:
        return str(NAMES[kind])
    return str(_("%(kind)s, %(length)s", kind=NAMES[kind], length=length(one.wish.hours)))
