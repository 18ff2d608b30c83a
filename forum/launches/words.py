"""What launches, their windows and their states are called on pages."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from forum.badges import wording
from forum.launches import clashing, lacking
from forum.launches.gates import Phase
from forum.launches.models import (
    Allocation,
    Audience,
    Embargo,
    EntryState,
    LaunchKind,
    LaunchWindow,
    StockShown,
)
from forum.tiers import words as tiers

KINDS: Mapping[LaunchKind, Any] = {
    LaunchKind.EARLY_ACCESS: _("Early access"),
    LaunchKind.DROP: _("Drop"),
    LaunchKind.SALE: _("Sale"),
    LaunchKind.SPECIAL_EDITION: _("Special edition"),
    LaunchKind.BETA: _("Beta test"),
}
# The word, the look of its chip, and its icon.
PHASES: Mapping[Phase, tuple[Any, str, str]] = {
    Phase.DRAFT: (_("Draft"), "", "pencil"),
    Phase.IN_REVIEW: (_("Waits for approval"), "warn", "hourglass"),
    Phase.CANCELLED: (_("Cancelled"), "bad", "circle-x"),
    Phase.SCHEDULED: (_("Scheduled"), "", "calendar-clock"),
    Phase.TEASER: (_("Announced"), "brand", "megaphone"),
    Phase.PAUSED: (_("Paused"), "warn", "circle-pause"),
    Phase.LIVE: (_("Open now"), "good", "rocket"),
    Phase.SOLD_OUT: (_("All taken"), "warn", "package"),
    Phase.BETWEEN: (_("Opens again"), "", "calendar-clock"),
    Phase.CLOSED: (_("Over"), "", "flag"),
}
STATES: Mapping[EntryState, tuple[Any, str, str]] = {
    EntryState.ENTERED: (_("In the draw"), "", "dices"),
    EntryState.WAITING: (_("In the line"), "", "hourglass"),
    EntryState.OFFERED: (_("One is kept"), "warn", "timer"),
    EntryState.CLAIMED: (_("Has one"), "good", "circle-check"),
    EntryState.LAPSED: (_("Let it pass"), "", "clock"),
    EntryState.RETURNED: (_("Handed back"), "", "undo-2"),
    EntryState.LEFT: (_("Left the line"), "", "log-out"),
    EntryState.VOID: (_("Void"), "bad", "ban"),
}
ALLOCATIONS: Mapping[Allocation, Any] = {
    Allocation.OPEN: _("Everybody who may come in"),
    Allocation.FIRST_COME: _("Whoever comes first"),
    Allocation.DRAW: _("A draw that anybody can count again"),
    Allocation.MANUAL: _("The team picks, and says why"),
}
EMBARGOES: Mapping[Embargo, Any] = {
    Embargo.NONE: _("Everybody may read it as soon as it is approved"),
    Embargo.TEASER: _("Announced with title and date; the rest when it opens"),
    Embargo.SECRET: _("Nobody outside may know of it before it opens for them"),
}
SHOWN: Mapping[StockShown, Any] = {
    StockShown.EXACT: _("The number"),
    StockShown.BANDS: _("Many, some, few"),
    StockShown.HIDDEN: _("Not at all"),
}
AUDIENCES: Mapping[Audience, Any] = {
    Audience.TIER: _("From a tier on"),
    Audience.BADGE: _("Whoever has a badge"),
    Audience.LIST: _("Members on a list"),
    Audience.CUSTOMERS: _("Verified customers"),
    Audience.ALL: _("All members"),
    Audience.PUBLIC: _("Everybody"),
}
# What is in the way of a launch.
LACKS: Mapping[str, Any] = {
    lacking.NO_WINDOWS: _("Say for whom it opens, and when."),
    lacking.PAST: _("The first opening has passed. Choose a later one."),
    lacking.NO_TEASER: _("Say from when on it is announced."),
    lacking.LATE_TEASER: _("It is announced only after it has opened. Announce it earlier."),
}
LOOKS: Mapping[str, Any] = {
    lacking.NOT_FOR_ALL: _("It never opens for all members. Is that what you want?"),
    lacking.EARLY_NOTHING: _(
        "For one of the windows nothing is kept: those before it may take everything until then."
    ),
    lacking.CAPS_ABOVE: _("The shares add up to more than there is. Whoever is late finds less."),
    lacking.NO_ROOM: _("Those who have one have no room to talk."),
    lacking.CODES_SHORT: _(
        "There are fewer free codes than pieces. Whoever is late waits until you add some."
    ),
    lacking.CODES_SHARED: _(
        "Together with other launches that use this pool there are fewer free codes than pieces."
    ),
    lacking.FEW: _(
        "There is one piece for more than twenty members. Where so few can have one, a draw is "
        "fairer than being first."
    ),
    lacking.CODES_OVER: _("The shop stops taking the codes before the last window closes."),
    lacking.CODES_LATER: _("The shop takes the codes only after the first window has opened."),
}
# What two launches have in common.
CLASHES: Mapping[str, Any] = {
    clashing.PEOPLE: _("open for the same people in the same hours"),
    clashing.PRODUCT: _("sell the same product in the same hours"),
    clashing.POOL: _("take their codes from the same pool"),
}
EVENTS: Mapping[str, Any] = {
    "created": _("Begun"),
    "submit": _("Sent for approval"),
    "approve": _("Approved"),
    "take_back": _("Made a draft again"),
    "pause": _("Paused"),
    "resume": _("Goes on; what is to come comes later by the time of the pause"),
    "cancel": _("Cancelled"),
    "draw_prepared": _("The fingerprint of the seed is published"),
    "draw_frozen": _("Entering has ended; the list of entries is published"),
    "draw_done": _("It is drawn; the seed is published"),
    "lobby_prepared": _("The fingerprints of the lobbies' seeds are published"),
    "lobby_shuffled": _("A lobby has its order; its seed is published"),
    "close_later": _("Closes later"),
    "add_stock": _("There is more of it"),
}
MANY, SOME = 0.5, 0.15


def name_of(window: LaunchWindow) -> str:
    """For whom a window is; its tier and its badge are loaded with it."""
    if window.audience == Audience.TIER and window.tier:
        return str(gettext("%(tier)s and above", tier=tiers.name_of(window.tier)))
    if window.audience == Audience.BADGE and window.badge:
        return wording.name_of(window.badge)
    if window.audience == Audience.LIST:
        return window.list_name or str(gettext("Invited members"))
    return str(AUDIENCES[window.audience])


def band_of(left: int, total: int) -> str:
    """How many are left, where the number is not told."""
    if left == 0:
        return str(gettext("All taken"))
    share = left / total
    if share >= MANY:
        return str(gettext("Many left"))
    return str(gettext("Some left") if share >= SOME else gettext("Few left"))


def left_of(left: int) -> str:
    """How many are left, as a number."""
    return str(ngettext("%(num)s left", "%(num)s left", left))


def how(allocation: Allocation) -> str:
    """How it is decided who gets one, in two lines."""
    if allocation == Allocation.OPEN:
        return str(
            gettext(
                "Everybody who may come in gets one, until the window closes. There is no hurry."
            )
        )
    if allocation == Allocation.DRAW:
        return str(
            gettext(
                "You enter, and when entering has ended a draw decides. It does not matter who "
                "came first, and anybody can count the draw again."
            )
        )
    if allocation == Allocation.MANUAL:
        return str(
            gettext(
                "You say that you want one, and the team picks. It gives a reason for each "
                "pick, and whoever is picked reads it."
            )
        )
    return str(
        gettext(
            "Whoever comes first gets one. What is handed back is offered to the line, in "
            "order, and at most three times; after that it is there for everybody again."
        )
    )
