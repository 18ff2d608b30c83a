"""The words for where a wave stands."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from forum.waves.models import Wave, WaveState

STATES: Mapping[WaveState, tuple[Any, str, str]] = {
    WaveState.OPEN: (_l("Waits for a decision"), "warn", "clock"),
    WaveState.SWEEPING: (_l("Is being cleaned up"), "accent", "loader"),
    WaveState.SWEPT: (_l("Cleaned up"), "good", "check"),
    WaveState.RETURNING: (_l("Is being brought back"), "accent", "loader"),
    WaveState.RELEASING: (_l("Is being let out"), "accent", "loader"),
    WaveState.RELEASED: (_l("No wave"), "", "circle-off"),
}
# What is told of each post.
POSTS: Mapping[str, tuple[Any, str, str]] = {
    "held": (_l("Waits"), "warn", "clock"),
    "published": (_l("Everybody can read it"), "", "eye"),
    "hidden": (_l("Out of sight"), "bad", "eye-off"),
    "rejected": (_l("Declined"), "bad", "x"),
    "deleted": (_l("Removed"), "bad", "trash-2"),
    "scheduled": (_l("Appears later"), "", "calendar"),
}


def name_of(wave: Wave) -> str:
    """What a wave is called on pages."""
    if wave.place:
        return str(_("Links to %(place)s", place=wave.place))
    return str(_("Nearly the same text"))
