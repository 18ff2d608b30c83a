"""When two accounts become one, and when somebody leaves."""

from sqlalchemy import delete, select

from forum.codes import queries as codes
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.handover import hand_over as hand_rows_over
from forum.kernel.handover import let_go as let_rows_go
from forum.kernel.unit import action
from forum.launches import gates, policy, queries
from forum.launches.actions import giving, noting, settling
from forum.launches.models import (
    EntryState,
    Launch,
    LaunchEntry,
    LaunchEvent,
    LaunchGuest,
    LaunchReminder,
    LobbyPlace,
)

# Of two parts in one launch the one that is further stays.
RANKS = (
    EntryState.VOID,
    EntryState.LEFT,
    EntryState.RETURNED,
    EntryState.LAPSED,
    EntryState.ENTERED,
    EntryState.WAITING,
    EntryState.OFFERED,
    EntryState.CLAIMED,
)


@action
def hand_over(from_id: int, into_id: int) -> None:
    """What the one has, the other has; of two parts in one launch the one that is further."""
    _join_entries(from_id, into_id)
    for table, column in (
        (LaunchGuest, LaunchGuest.window_id),
        (LaunchReminder, LaunchReminder.launch_id),
        (LobbyPlace, LobbyPlace.window_id),
    ):
        there = select(column).where(table.user_id == into_id)
        twice = delete(table).where(table.user_id == from_id, column.in_(there))
        db.session.execute(twice.execution_options(synchronize_session=False))
    hand_rows_over(
        LaunchEntry.user_id,
        LaunchEntry.picked_by_id,
        LaunchGuest.user_id,
        LaunchReminder.user_id,
        LobbyPlace.user_id,
        LaunchEvent.by_id,
        Launch.created_by_id,
        Launch.submitted_by_id,
        Launch.approved_by_id,
        from_id=from_id,
        into_id=into_id,
    )
    _mend_codes(into_id)


@action
def let_go(user_id: int) -> None:
    """Whoever left has no part in anything; the public number of their entry stays, void."""
    let_rows_go(LaunchGuest.user_id, LaunchReminder.user_id, of=user_id)
    # Whoever was there when it opened stays in the list that was published, as a number.
    waits = LobbyPlace.user_id == user_id, LobbyPlace.number.is_(None)
    db.session.execute(
        delete(LobbyPlace).where(*waits).execution_options(synchronize_session=False)
    )
    _take_turns(user_id)
    for entry in _entries_of(user_id):
        entry.reason = ""
        if giving.is_used(entry):
            # What was bought stays taken; it is the part of somebody who is nobody now.
            continue
        giving.take_back(entry)
        _free(entry)
        entry.state, entry.offer_expires_at = EntryState.VOID, None


def _join_entries(from_id: int, into_id: int) -> None:
    _take_turns(from_id, into_id)
    mine = {one.launch_id: one for one in _entries_of(into_id)}
    for entry in _entries_of(from_id):
        other = mine.get(entry.launch_id)
        if other is None:
            continue
        further = max(entry, other, key=lambda one: _rank(one, into_id))
        gone = other if further is entry else entry
        further.code_spent_at = further.code_spent_at or gone.code_spent_at
        gone.code_id = None
        noting.gave_up(gone)
        _free(gone)
        db.session.delete(gone)
    db.session.flush()


def _rank(entry: LaunchEntry, into_id: int) -> tuple[int, bool]:
    """How far a part has come; of two with codes, the one whose code was kept."""
    kept = entry.code_id is not None and codes.code_by_id(entry.code_id).user_id == into_id
    return RANKS.index(EntryState(entry.state)), kept


def _mend_codes(user_id: int) -> None:
    """Of two launches that share their codes, whoever had one of each keeps one code."""
    for entry in _entries_of(user_id):
        code = codes.code_by_id(entry.code_id) if entry.code_id is not None else None
        if code is None or code.user_id == user_id or giving.is_used(entry):
            continue
        entry.code_id = None
        _free(entry)


def _free(entry: LaunchEntry) -> None:
    """Let what somebody had go to whoever is next."""
    if entry.state not in policy.TAKEN:
        return
    entry.state, entry.offer_expires_at = EntryState.RETURNED, None
    entry.code_due_since = None
    db.session.flush()
    launch = queries.launch_by_id(entry.launch_id)
    settling.settle(launch)
    settling.serve(launch, entry.quantity, gates.time_of(launch, clock.now()))


def _take_turns(*user_ids: int) -> None:
    """Let nobody else change their parts meanwhile; always in one order, so that nobody waits for
    ever."""
    query = select(LaunchEntry.launch_id).where(LaunchEntry.user_id.in_(user_ids)).distinct()
    for launch_id in sorted(db.session.scalars(query)):
        settling.take_turn(queries.launch_by_id(launch_id))


def _entries_of(user_id: int) -> list[LaunchEntry]:
    query = select(LaunchEntry).where(LaunchEntry.user_id == user_id)
    fresh = query.order_by(LaunchEntry.id).execution_options(populate_existing=True)
    return list(db.session.scalars(fresh))
