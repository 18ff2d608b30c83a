"""Who sees a launch, who comes in, and who decides about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from sqlalchemy import ColumnElement, and_, exists, func, literal, or_, true

from forum.accounts.models import Guest, Viewer
from forum.kernel.db import UtcDateTime
from forum.kernel.policy import ALLOW, Verdict, deny
from forum.launches import gates
from forum.launches.audiences import has_own_window
from forum.launches.gates import Phase, Reach
from forum.launches.models import (
    Allocation,
    Embargo,
    EntryState,
    Launch,
    LaunchEntry,
    LaunchState,
    LaunchWindow,
)

# An account has to be so old when a window opens.
OLD_ENOUGH = timedelta(hours=24)
# Whoever got so far has seen everything.
INSIDE = (EntryState.OFFERED, EntryState.CLAIMED, EntryState.LAPSED, EntryState.RETURNED)
# Whoever is not in any more may come again.
OUT = (EntryState.LAPSED, EntryState.RETURNED, EntryState.LEFT)
# Whoever has nothing yet and may leave.
IN_LINE = (EntryState.ENTERED, EntryState.WAITING)
TAKEN = (EntryState.OFFERED, EntryState.CLAIMED)
# Whoever has something, or is no more, gets nothing from a lobby.
DONE = (*TAKEN, EntryState.ENTERED, EntryState.VOID)
LONGEST_TITLE = 120
LONGEST_SUMMARY = 300
LONGEST_BODY = 20_000
LONGEST_RULES = 10_000
LONGEST_ROOM = 80
LONGEST_NOTE = 300
LONGEST_REASON = 300
LONGEST_LIST = 60
MOST_WINDOWS = 12
MOST_GUESTS = 2_000
MOST_STOCK = 1_000_000
MOST_EACH = 10
MOST_PICTURES = 8
HOLD_MINUTES = range(5, 7 * 24 * 60 + 1)
# For how long one is kept unless the brand says otherwise: whoever was drawn or picked may sleep.
USUAL_HOLD, LONG_HOLD = 10, 24 * 60
LOBBY_MINUTES = range(2 * 60 + 1)
# Everybody gets one, or the line is what the draw makes of those who entered.
NO_LINE = (Allocation.OPEN, Allocation.DRAW)
# Places in the line are told up to this one.
TOLD_PLACES = 100


class Face(IntEnum):
    """How much of a launch somebody sees."""

    HIDDEN = 0
    TEASER = 1
    FULL = 2


@dataclass(frozen=True)
class Sight:
    """What the rules about one launch and one viewer ask for: read once for a page."""

    windows: Sequence[LaunchWindow]
    reach: Reach
    entry: LaunchEntry | None = None

    @property
    def own(self) -> list[LaunchWindow]:
        """The windows that are for the viewer, as they open."""
        return gates.own(self.windows, self.reach)


def face_of(viewer: Viewer, launch: Launch, now: datetime, *, sight: Sight) -> Face:
    """How much of the launch the viewer sees at this moment."""
    return Face.FULL if viewer.is_staff else face_of_a_member(launch, now, sight=sight)


def face_of_a_member(launch: Launch, now: datetime, *, sight: Sight) -> Face:
    """How much of it somebody with this sight sees, apart from what is seen for an office."""
    if launch.approved_at is None or launch.state in {LaunchState.DRAFT, LaunchState.IN_REVIEW}:
        return Face.HIDDEN
    at = gates.time_of(launch, now)
    is_public = launch.public_at is not None and launch.public_at <= at
    is_inside = sight.entry is not None and sight.entry.state in INSIDE
    if launch.embargo == Embargo.NONE or is_public or is_inside:
        return Face.FULL
    if any(gates.has_opened(one, at) for one in sight.own):
        return Face.FULL
    return Face.TEASER if gates.is_teased(launch, now) else Face.HIDDEN


def can_see(viewer: Viewer, launch: Launch, now: datetime, *, sight: Sight) -> Verdict:
    """Whether the viewer may know that there is such a launch."""
    return ALLOW if face_of(viewer, launch, now, sight=sight) > Face.HIDDEN else deny("hidden")


def visible_to(viewer: Viewer, now: datetime) -> ColumnElement[bool]:
    """The twin of `can_see`: launches of which the viewer may know."""
    if viewer.is_staff:
        return true()
    at = _time(now)
    decided = Launch.approved_at.is_not(None) & Launch.state.in_(
        [LaunchState.SCHEDULED, LaunchState.CANCELLED]
    )
    teased = and_(Launch.embargo == Embargo.TEASER, Launch.teaser_at <= at)
    known = or_(
        Launch.embargo == Embargo.NONE, Launch.public_at <= at, teased, has_own_window(viewer, at)
    )
    if viewer.is_guest:
        return decided & known
    mine = exists().where(
        LaunchEntry.launch_id == Launch.id,
        LaunchEntry.user_id == viewer.id,
        LaunchEntry.state.in_(INSIDE),
    )
    return decided & or_(known, mine)


def _time(now: datetime) -> ColumnElement[datetime]:
    """The twin of `gates.time_of`."""
    moment = literal(now, UtcDateTime)
    return func.coalesce(Launch.stopped_at, moment, type_=UtcDateTime)


def can_qualify(viewer: Viewer, launch: Launch, now: datetime, *, sight: Sight) -> Verdict:
    """Whether the launch is, or will be, open for the viewer at all."""
    if isinstance(viewer, Guest):
        return deny("sign_in_needed")
    if not sight.own:
        return deny("launch_not_for_you")
    if viewer.is_staff and launch.stock_total is not None:
        return deny("launch_team")
    if viewer.email_confirmed_at is None:
        return deny("launch_email")
    if launch.pool_id in sight.reach.pools:
        return deny("code_of_pool_had")
    return _can_still_come(launch, sight, now)


def _can_still_come(launch: Launch, sight: Sight, now: datetime) -> Verdict:
    phase = gates.phase_of(launch, sight.windows, now)
    if phase in {Phase.DRAFT, Phase.IN_REVIEW, Phase.CANCELLED}:
        return deny("launch_closed")
    at = gates.time_of(launch, now)
    coming = [one for one in sight.own if not gates.is_over(one.closes_at, at)]
    return ALLOW if coming else deny("launch_closed")


def can_enter(viewer: Viewer, launch: Launch, now: datetime, *, sight: Sight) -> Verdict:
    """Whether a window is open for the viewer now. Whether anything is left is counted later."""
    verdict = can_qualify(viewer, launch, now, sight=sight)
    if not verdict:
        return verdict
    if launch.is_paused:
        return deny("launch_paused")
    mine = [one for one in sight.own if gates.is_open(one, now)]
    if not mine:
        return deny("launch_not_open")
    return ALLOW if doors(viewer, sight, now) else deny("launch_account_young")


def can_take_part(viewer: Viewer, launch: Launch, now: datetime, *, sight: Sight) -> Verdict:
    """Whether the viewer may enter the draw now."""
    if launch.allocation != Allocation.DRAW:
        return deny("launch_no_draw")
    verdict = can_enter(viewer, launch, now, sight=sight)
    if not verdict:
        return verdict
    is_new = sight.entry is None or sight.entry.state == EntryState.LEFT
    return ALLOW if is_new else deny("launch_in_already")


def has_entering_ended(launch: Launch, windows: Sequence[LaunchWindow], now: datetime) -> bool:
    """Whether nobody can enter the draw of the launch any more, so that its list stands."""
    at = gates.time_of(launch, now)
    is_over = all(gates.is_over(one.closes_at, at) for one in windows)
    return launch.allocation == Allocation.DRAW and is_over


def can_leave(
    entry: LaunchEntry | None, launch: Launch, windows: Sequence[LaunchWindow], now: datetime
) -> Verdict:
    """Whether somebody may give up what they have: not a part in a draw whose list stands."""
    if entry is None or entry.state not in {*TAKEN, *IN_LINE}:
        return deny("launch_nothing_held")
    stands = launch.state == LaunchState.SCHEDULED and has_entering_ended(launch, windows, now)
    return deny("draw_list_stands") if stands and entry.state == EntryState.ENTERED else ALLOW


def doors(viewer: Viewer, sight: Sight, now: datetime) -> list[LaunchWindow]:
    """The windows through which the viewer may come in now: open, theirs, and no younger than
    their account by a day."""
    return [one for one in sight.own if gates.is_open(one, now) and is_old_enough(viewer, one)]


def is_old_enough(viewer: Viewer, window: LaunchWindow) -> bool:
    """Whether the account was there a day before the window opens."""
    if isinstance(viewer, Guest):
        return False
    return viewer.created_at <= window.opens_at - OLD_ENOUGH


def can_wait(viewer: Viewer, launch: Launch, now: datetime, *, sight: Sight) -> Verdict:
    """Whether the viewer may stand in the line."""
    verdict = can_qualify(viewer, launch, now, sight=sight)
    if not verdict:
        return verdict
    if launch.allocation in NO_LINE or launch.stock_total is None:
        return deny("launch_no_line")
    if sight.entry is not None and sight.entry.state not in OUT:
        return deny("launch_in_already")
    at = gates.time_of(launch, now)
    able = [one for one in sight.own if not gates.is_over(one.closes_at, at)]
    return (
        ALLOW if any(is_old_enough(viewer, one) for one in able) else deny("launch_account_young")
    )


def usual_hold(allocation: Allocation) -> int:
    """For how many minutes an offer is kept where the brand says nothing else."""
    waits = allocation in {Allocation.DRAW, Allocation.MANUAL}
    return LONG_HOLD if waits else USUAL_HOLD


def can_arrange(viewer: Viewer) -> Verdict:
    """Whether the viewer makes launches and decides about stock."""
    return ALLOW if viewer.is_admin else deny("admins_only")


def can_look(viewer: Viewer) -> Verdict:
    """Whether the viewer reads what is planned."""
    return ALLOW if viewer.is_staff else deny("staff_only")


def can_edit(viewer: Viewer, launch: Launch) -> Verdict:
    """Whether everything about the launch can still be changed."""
    if not viewer.is_admin:
        return deny("admins_only")
    return ALLOW if launch.state == LaunchState.DRAFT else deny("launch_no_draft")


def can_approve(viewer: Viewer, launch: Launch, *, deciders: int) -> Verdict:
    """Whether the viewer may say yes: a second person, wherever there are two."""
    if not viewer.is_admin:
        return deny("admins_only")
    if launch.state != LaunchState.IN_REVIEW:
        return deny("launch_not_in_review")
    is_own = viewer.id in {launch.created_by_id, launch.submitted_by_id}
    return deny("launch_own_approval") if is_own and deciders > 1 else ALLOW


def can_return(
    viewer: Viewer, launch: Launch, windows: Sequence[LaunchWindow], now: datetime
) -> Verdict:
    """Whether the launch can become a draft again: before anything of it has opened."""
    if not viewer.is_admin:
        return deny("admins_only")
    if launch.state not in {LaunchState.IN_REVIEW, LaunchState.SCHEDULED}:
        return deny("launch_over")
    at = gates.time_of(launch, now)
    begun = launch.state == LaunchState.SCHEDULED and any(
        gates.has_opened(one, at) for one in windows
    )
    return deny("launch_begun") if begun else ALLOW


def can_run(viewer: Viewer, launch: Launch) -> Verdict:
    """Whether the viewer may pause it, let it go on, cancel it, and give it more time or stock."""
    if not viewer.is_admin:
        return deny("admins_only")
    return ALLOW if launch.state == LaunchState.SCHEDULED else deny("launch_over")


def can_cancel(viewer: Viewer, launch: Launch) -> Verdict:
    """Whether the viewer may call it off."""
    if not viewer.is_admin:
        return deny("admins_only")
    return deny("launch_over") if launch.state == LaunchState.CANCELLED else ALLOW


def can_pick(viewer: Viewer, launch: Launch) -> Verdict:
    """Whether the viewer picks who gets one."""
    verdict = can_run(viewer, launch)
    if not verdict:
        return verdict
    return ALLOW if launch.allocation == Allocation.MANUAL else deny("launch_not_by_hand")
