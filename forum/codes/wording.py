"""What states of codes and faults in files are called, in the words of pages."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from forum.badges import wording as badges
from forum.codes.actions.handing_out import SEEN
from forum.codes.actions.leaving import MERGED
from forum.codes.models import Audience, CodeState, Perk, PoolSource
from forum.codes.reading import Fault, LineFault
from forum.tiers import words as tiers

SOURCES: Mapping[PoolSource, Any] = {
    PoolSource.UPLOAD: _("From the shop: I have a file"),
    PoolSource.GENERATED: _("Made here: I give them to the shop"),
}
# name, kind of chip, icon
STATES: Mapping[CodeState, tuple[Any, str, str]] = {
    CodeState.FREE: (_("Free"), "outline", "circle"),
    CodeState.ASSIGNED: (_("Given to a member"), "brand", "user"),
    CodeState.REDEEMED: (_("Used in the shop"), "good", "check"),
    CodeState.VOID: (_("Void"), "bad", "circle-x"),
}
AUDIENCES: Mapping[Audience, Any] = {
    Audience.TIER: _("Whoever has a tier, or a higher one"),
    Audience.BADGE: _("Whoever has a badge"),
    Audience.LIST: _("Members on a list of mine"),
}
FAULTS: Mapping[Fault, Any] = {
    Fault.TWICE: _("is the same as line %(other)s"),
    Fault.IN_POOL: _("is in this pool already"),
    Fault.ELSEWHERE: _("is in the pool %(other)s already"),
    Fault.COLUMNS: _("has more than one column"),
    Fault.LOOKS: _("does not look like a code"),
    Fault.TOO_MANY: _("is the first one beyond the 50,000 that a file may hold"),
}
OWN_REASONS: Mapping[str, Any] = {
    SEEN: _("It was given back after its member had seen it."),
    MERGED: _("Two accounts became one, and each had a code of this pool."),
}


def fault(found: LineFault) -> str:
    """What is amiss with a line."""
    said = str(FAULTS[found.fault]) % {"other": found.other}
    return str(
        gettext(
            "Line %(number)s: %(code)s %(fault)s.", number=found.number, code=found.code, fault=said
        )
    )


def why_void(reason: str) -> str:
    """Why a code is worth nothing."""
    return str(OWN_REASONS.get(reason, reason))


def for_whom(perk: Perk) -> str:
    """Who may take a code of the perk, in a word or two."""
    if perk.tier is not None:
        return tiers.name_of(perk.tier)
    if perk.badge is not None:
        return badges.name_of(perk.badge)
    return str(gettext("A list of members"))
