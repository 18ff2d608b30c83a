"""Who arranges a draw, and when."""

from collections.abc import Sequence
from datetime import datetime

from forum.accounts.models import Viewer
from forum.draws.models import Beacon, Draw
from forum.kernel.policy import ALLOW, Verdict, deny
from forum.launches import gates
from forum.launches.models import (
    Allocation,
    EntryState,
    Launch,
    LaunchEntry,
    LaunchState,
    LaunchWindow,
)

LONGEST_RULE = 300
LONGEST_VALUE = 100
LONGEST_REASON = 300
# Before a draw these can be struck out, and afterwards whoever waits for what is handed back.
STRIKABLE = (EntryState.ENTERED, EntryState.WAITING)


def can_plan(
    viewer: Viewer, launch: Launch, windows: Sequence[LaunchWindow], now: datetime
) -> Verdict:
    """Whether the viewer may still choose the public number: before anybody can have entered."""
    if not viewer.is_admin:
        return deny("admins_only")
    if launch.allocation != Allocation.DRAW:
        return deny("launch_no_draw")
    at = gates.time_of(launch, now)
    begun = any(gates.has_opened(one, at) for one in windows)
    return deny("launch_begun") if begun else ALLOW


def can_tell_number(viewer: Viewer, draw: Draw) -> Verdict:
    """Whether the viewer may type the public number in now: once the list is published, and while
    the launch neither stands still nor was called off."""
    if not viewer.is_admin:
        return deny("admins_only")
    if draw.drawn_at is not None:
        return deny("draw_done")
    if draw.beacon != Beacon.NUMBER:
        return deny("draw_no_number")
    if draw.launch.state != LaunchState.SCHEDULED:
        return deny("launch_over")
    if draw.launch.is_paused:
        return deny("launch_paused")
    return ALLOW if draw.frozen_at is not None else deny("draw_not_frozen")


def can_strike(viewer: Viewer, entry: LaunchEntry) -> Verdict:
    """Whether the viewer may strike an entry out, for a reason."""
    if not viewer.is_admin:
        return deny("admins_only")
    if entry.user_id == viewer.id:
        return deny("own_content")
    return ALLOW if entry.state in STRIKABLE else deny("entry_not_in")


def is_due(launch: Launch, windows: Sequence[LaunchWindow], now: datetime) -> bool:
    """Whether entering has ended, so that the list can be frozen."""
    return gates.phase_of(launch, windows, now) == gates.Phase.CLOSED
