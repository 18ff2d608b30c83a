"""Handing a code out, exactly once, and taking it back."""

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from forum.accounts.models import User
from forum.codes import queries
from forum.codes.actions.telling import tell_if_short
from forum.codes.models import Code, CodeState, Pool
from forum.codes.signals import CodeGivenBack, CodeHandedOut
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db, writes_alone
from forum.kernel.policy import NotFound, Refused, deny
from forum.kernel.unit import action

# Why a code that went back is worth nothing: somebody has had it before their eyes.
SEEN = "seen"
# What is looked at anew before a code changes hands.
STANDING = ["state", "user_id", "first_revealed_at"]


@action
def hand_out(member: User, pool: Pool) -> Code | None:
    """The code that this member has of the pool, or else its next free one, or else nothing.

    Asked for again it gives the same code.
    """
    own = queries.held(member.id, pool.id)
    if own is not None:
        return own
    try:
        return _hand_out(member, pool)
    except IntegrityError:
        return queries.held(member.id, pool.id)


@action
def hand_out_first(member: User, pool: Pool) -> Code | None:
    """The next free code of the pool for a member who has none of it, or nothing.

    Raises Refused when they have one, however they came to it.
    """
    if queries.held(member.id, pool.id) is not None:
        raise Refused(deny("code_of_pool_had"))
    try:
        return _hand_out(member, pool)
    except IntegrityError as error:
        raise Refused(deny("code_of_pool_had")) from error


@action
def reveal(member: User, code: Code) -> None:
    """Note that a member sees their code for the first time; from then on it is theirs alone."""
    db.session.refresh(code, STANDING, with_for_update=True)
    if code.user_id != member.id:
        raise NotFound
    if code.first_revealed_at is None:
        code.first_revealed_at = clock.now()


@action
def give_back(code: Code) -> None:
    """Let a member have the code no more. One that nobody has seen is free for the next one."""
    db.session.refresh(code, STANDING, with_for_update=True)
    if code.state != CodeState.ASSIGNED or code.user_id is None:
        raise NotFound
    user_id, code.user_id, code.assigned_at = code.user_id, None, None
    if code.first_revealed_at is None:
        code.state = CodeState.FREE
    else:
        code.state, code.void_reason, code.voided_at = CodeState.VOID, SEEN, clock.now()
    db.session.flush()
    announce(CodeGivenBack(code.id, code.pool_id, user_id))


def _hand_out(member: User, pool: Pool) -> Code | None:
    """Two requests of one member take two codes at most for a moment: the second is let go."""
    with db.session.begin_nested():
        code_id = _take(member.id, pool.id)
    if code_id is not None:
        announce(CodeHandedOut(code_id, pool.id, member.id))
    tell_if_short(pool)
    return queries.held(member.id, pool.id)


def _take(user_id: int, pool_id: int) -> int | None:
    """Give the next free code of the pool to the member, by its number."""
    taken = _take_next(user_id, pool_id, passing_by=True)
    if taken is None and not writes_alone():
        # What somebody has in hand may come free again at the last moment: wait for that.
        taken = _take_next(user_id, pool_id, passing_by=False)
    return taken


def _take_next(user_id: int, pool_id: int, *, passing_by: bool) -> int | None:
    """One statement finds the code and takes it. SQLite knows no locks on rows and needs none."""
    free = select(Code.id).where(Code.pool_id == pool_id, Code.state == CodeState.FREE)
    next_one = free.order_by(Code.id).limit(1).with_for_update(skip_locked=passing_by)
    take = (
        update(Code)
        .where(Code.id == next_one.scalar_subquery(), Code.state == CodeState.FREE)
        .values(state=CodeState.ASSIGNED, user_id=user_id, assigned_at=clock.now())
        .returning(Code.id)
        .execution_options(synchronize_session=False)
    )
    return db.session.scalar(take)
