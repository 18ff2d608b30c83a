"""Taking one, standing in the line, handing back, and asking to be told."""

from sqlalchemy import delete

from forum.accounts.models import User
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import ALLOW, Invalid, Refused, Verdict, deny, require
from forum.kernel.unit import action
from forum.launches import gates, policy, queries
from forum.launches.actions import giving, noting, settling
from forum.launches.models import (
    Allocation,
    EntryState,
    Launch,
    LaunchEntry,
    LaunchReminder,
    LaunchWindow,
)
from forum.launches.policy import Sight
from forum.launches.public_ids import new_public_id
from forum.launches.queries import Holding
from forum.launches.signals import LaunchReturned


@action
def claim(
    member: User, launch: Launch, *, quantity: int = 1, rules_version: int = 0
) -> LaunchEntry:
    """Take one, or what is kept for the member; asked again, it is the same one.

    Where there are codes, it comes with one; without a free one the member waits for it, and
    keeps what they have taken.

    Raises Refused when it is not open for them or nothing is left, and Invalid when they did not
    agree to the rules as they are now, or want more than one may.
    """
    found = settling.settle(launch)
    entry = queries.entry_of(member.id, launch)
    if entry is not None and entry.state == EntryState.CLAIMED:
        return entry
    sight = sight_of(member, launch, entry)
    is_offered = entry is not None and entry.state == EntryState.OFFERED
    now = clock.now()
    if is_offered:
        require(_what_is_kept(launch, sight))
    else:
        require(policy.can_enter(member, launch, now, sight=sight))
        require(_by_oneself(launch))
    check(launch, quantity, rules_version)
    if entry is None or not is_offered:
        window = _window_with(found, policy.doors(member, sight, now), quantity)
        entry = begin(member, launch, window, entry)
        entry.quantity = quantity
    return _take(launch, member, entry, rules_version)


@action
def join(member: User, launch: Launch, *, rules_version: int = 0) -> LaunchEntry:
    """Stand in the line, behind all who are there. Raises Refused, Invalid."""
    settling.settle(launch)
    entry = queries.entry_of(member.id, launch)
    sight = sight_of(member, launch, entry)
    now = clock.now()
    require(policy.can_wait(member, launch, now, sight=sight))
    check(launch, 1, rules_version)
    at = gates.time_of(launch, now)
    window = next(
        one
        for one in sight.own
        if not gates.is_over(one.closes_at, at) and policy.is_old_enough(member, one)
    )
    entry = begin(member, launch, window, entry)
    entry.state, entry.quantity, entry.rules_version = EntryState.WAITING, 1, rules_version
    db.session.flush()
    return entry


@action
def leave(member: User, launch: Launch) -> None:
    """Give up one's place in the line, an offer, or what one has. Raises Refused without any, when
    it was used in the shop, and when it is a part in a draw whose list stands."""
    settling.settle(launch)
    entry = queries.entry_of(member.id, launch)
    windows = queries.windows_of([launch.id])[launch.id]
    require(policy.can_leave(entry, launch, windows, clock.now()))
    if entry is None:
        return
    giving.take_back(entry)
    was = EntryState(entry.state)
    entry.state = EntryState.LEFT if was in policy.IN_LINE else EntryState.RETURNED
    entry.offer_expires_at = None
    db.session.flush()
    if was != EntryState.WAITING:
        noting.gave_up(entry)
    if was not in policy.IN_LINE:
        announce(LaunchReturned(launch.id, entry.id, member.id))
        settling.serve(launch, entry.quantity, gates.time_of(launch, clock.now()))


@action
def ask_to_be_told(member: User, launch: Launch) -> None:
    """Be told when it opens for oneself. Raises Refused."""
    now = clock.now()
    sight = queries.sight(member, launch)
    require(policy.can_qualify(member, launch, now, sight=sight))
    coming = [one for one in sight.own if not gates.has_opened(one, gates.time_of(launch, now))]
    if not coming:
        raise Refused(deny("launch_open_already"))
    settling.take_turn(launch)
    reminder = queries.reminder_of(member.id, launch)
    if reminder is None:
        db.session.add(
            LaunchReminder(launch_id=launch.id, user_id=member.id, window_id=coming[0].id)
        )
    elif reminder.told_at is not None:
        # Of an earlier window they were told; now they wait for the next one.
        reminder.window_id, reminder.told_at = coming[0].id, None


@action
def forget_to_tell(member: User, launch: Launch) -> None:
    """Be told no more; without having asked nothing happens."""
    mine = LaunchReminder.launch_id == launch.id, LaunchReminder.user_id == member.id
    db.session.execute(delete(LaunchReminder).where(*mine))


def sight_of(member: User, launch: Launch, entry: LaunchEntry | None) -> Sight:
    """What the rules ask for, with the member's part as it is now."""
    found = queries.sight(member, launch)
    return Sight(found.windows, found.reach, entry)


def _what_is_kept(launch: Launch, sight: Sight) -> Verdict:
    if launch.pool_id in sight.reach.pools:
        return deny("code_of_pool_had")
    if launch.stopped_at is None:
        return ALLOW
    return deny("launch_paused" if launch.is_paused else "launch_closed")


def _by_oneself(launch: Launch) -> Verdict:
    if launch.allocation == Allocation.DRAW:
        return deny("launch_by_draw")
    return deny("launch_by_hand") if launch.allocation == Allocation.MANUAL else ALLOW


def check(launch: Launch, quantity: int, rules_version: int) -> None:
    """Whether the member agreed to the rules as they are, and wants no more than one may."""
    if launch.rules and rules_version != launch.rules_version:
        raise Invalid("rules", "needed")
    if not 1 <= quantity <= launch.per_member_limit:
        raise Invalid("quantity", "out_of_range", most=launch.per_member_limit)


def _window_with(found: Holding, doors: list[LaunchWindow], quantity: int) -> LaunchWindow:
    """The first of the open windows by which there is still something to be had."""
    for window in doors:
        if found.stock.has(window.id, quantity):
            return window
    raise Refused(deny("launch_sold_out"))


def begin(
    member: User, launch: Launch, window: LaunchWindow, entry: LaunchEntry | None
) -> LaunchEntry:
    """The member's part in the launch, begun anew when they had one before."""
    if entry is None:
        entry = LaunchEntry(
            launch_id=launch.id, user_id=member.id, public_id=new_public_id(), round=0
        )
        db.session.add(entry)
    entry.window_id, entry.entered_at, entry.round = window.id, clock.now(), 0
    entry.offered_at = entry.offer_expires_at = entry.rank = None
    return entry


def _take(launch: Launch, member: User, entry: LaunchEntry, rules_version: int) -> LaunchEntry:
    entry.rules_version = rules_version
    giving.give(launch, member, entry)
    return entry
