"""The code of whoever takes one: handed out with the claim, or owed until there is one.

Whoever said yes while there is no code keeps what is kept for them, and its clock stands still.
"""

from forum.accounts.models import User
from forum.channels import actions as channels
from forum.codes import actions as codes
from forum.codes import queries as pools
from forum.codes.models import Code, CodeState, Pool
from forum.jobs import actions as jobs
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import NotFound, Refused, deny
from forum.kernel.turns import wait_for_turn
from forum.kernel.unit import action
from forum.launches import gates, queries
from forum.launches.actions import noting, settling, watching
from forum.launches.models import EntryState, Launch, LaunchEntry
from forum.launches.signals import LaunchClaimed, LaunchCodeCame, LaunchCodeDue

SERVE_JOB = "launches.codes"


def give(launch: Launch, member: User, entry: LaunchEntry) -> None:
    """Let a member have what they said yes to, with its code: a step of other actions."""
    entry.offer_expires_at = None
    if launch.pool_id is None:
        _complete(launch, member, entry)
        return
    entry.state = EntryState.OFFERED
    pool = pools.pool_by_id(launch.pool_id)
    code = None
    if not pool.is_over() and not queries.is_somebody_due_before(pool.id, entry.code_due_since):
        code = codes.hand_out_first(member, pool)
    if code is not None:
        _complete(launch, member, entry, code)
    elif entry.code_due_since is None:
        _owe(launch, entry)


@action
def serve_next(pool: Pool) -> bool:
    """Give a free code to whoever waits for one the longest; whether there may be more to do."""
    wait_for_turn(SERVE_JOB)
    entry = None if pool.is_over() else queries.first_due(pool.id)
    if entry is None:
        return False
    launch = queries.launch_by_id(entry.launch_id)
    settling.take_turn(launch)
    entry = queries.entry_by_id(launch, entry.id)
    if entry.code_due_since is None:
        return True
    if pools.held(entry.user_id, pool.id) is not None:
        # They came to a code of this pool in another way: what was kept goes to the next.
        _let_go(launch, entry)
        return True
    code = codes.hand_out_first(entry.user, pool)
    if code is None:
        return False
    _complete(launch, entry.user, entry, code)
    announce(LaunchCodeCame(launch.id, entry.id, entry.user_id))
    return True


@action
def show_code(member: User, launch: Launch) -> None:
    """Let a member see their code; from then on it is theirs alone. Raises NotFound."""
    entry = queries.entry_of(member.id, launch)
    if entry is None or entry.code_id is None:
        raise NotFound
    codes.reveal(member, pools.code_by_id(entry.code_id))


@action
def lose_code(code_id: int) -> None:
    """Whoever has a code that is worth nothing now waits for another one."""
    for entry in queries.entries_with(code_id):
        _owe(queries.launch_by_id(entry.launch_id), entry)
    move_on()


@action
def move_on() -> None:
    """There may be codes for those who wait."""
    jobs.owe(SERVE_JOB)


def take_back(entry: LaunchEntry) -> None:
    """Let the code of an entry go, which ends: a step of other actions. Raises Refused when it
    was used. One that nobody has seen is free again; what was seen is nobody's any more."""
    if is_used(entry):
        raise Refused(deny("launch_code_used"))
    entry.code_due_since = None
    if entry.code_id is None:
        return
    code = pools.code_by_id(entry.code_id)
    entry.code_id = None
    db.session.flush()
    if code.state == CodeState.ASSIGNED and code.user_id == entry.user_id:
        if code.first_revealed_at is not None:
            # In the shop it may work all the same: whoever knows one is given no other.
            entry.code_spent_at = clock.now()
        codes.give_back(code)


def is_used(entry: LaunchEntry) -> bool:
    """Whether something was bought in the shop with the code of this entry."""
    return entry.code_id is not None and (
        pools.code_by_id(entry.code_id).state == CodeState.REDEEMED
    )


def _complete(launch: Launch, member: User, entry: LaunchEntry, code: Code | None = None) -> None:
    entry.state, entry.claimed_at = EntryState.CLAIMED, clock.now()
    was_due, entry.code_due_since = entry.code_due_since is not None, None
    entry.code_id = code.id if code else None
    db.session.flush()
    noting.took_part(entry)
    if was_due:
        watching.ask_no_more(launch)
    if launch.channel is not None:
        channels.admit(None, launch.channel, member, source=f"launch:{launch.id}")
    announce(LaunchClaimed(launch.id, entry.id, member.id))


def _owe(launch: Launch, entry: LaunchEntry) -> None:
    entry.state, entry.claimed_at, entry.code_id = EntryState.OFFERED, None, None
    entry.offer_expires_at, entry.code_due_since = None, clock.now()
    db.session.flush()
    watching.ask_for_codes(launch, entry)
    announce(LaunchCodeDue(launch.id, entry.id, entry.user_id))
    jobs.owe(SERVE_JOB)


def _let_go(launch: Launch, entry: LaunchEntry) -> None:
    entry.state, entry.code_due_since = EntryState.RETURNED, None
    db.session.flush()
    settling.serve(launch, entry.quantity, gates.time_of(launch, clock.now()))
