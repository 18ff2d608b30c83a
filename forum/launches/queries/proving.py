"""What must never be found of the codes of launches, however it came to be."""

from collections.abc import Sequence

from sqlalchemy import and_, func, or_, select

from forum.codes.models import Code, CodeState
from forum.kernel.db import db
from forum.launches.models import EntryState, Launch, LaunchEntry


def without_code() -> Sequence[int]:
    """Whoever has one of a launch with codes and no code; or waits for one that none is owed."""
    waits = LaunchEntry.code_due_since.is_not(None)
    query = (
        select(LaunchEntry.id)
        .join(Launch, Launch.id == LaunchEntry.launch_id)
        .where(
            or_(
                and_(
                    LaunchEntry.state == EntryState.CLAIMED,
                    Launch.pool_id.is_not(None),
                    LaunchEntry.code_id.is_(None),
                ),
                and_(waits, LaunchEntry.state != EntryState.OFFERED),
                and_(waits, or_(Launch.pool_id.is_(None), LaunchEntry.code_id.is_not(None))),
            )
        )
    )
    return db.session.scalars(query.order_by(LaunchEntry.id)).all()


def shared() -> Sequence[int]:
    """Codes that several have."""
    query = select(LaunchEntry.code_id).where(LaunchEntry.code_id.is_not(None))
    query = query.group_by(LaunchEntry.code_id).having(func.count() > 1)
    return [found for found in db.session.scalars(query) if found is not None]


def not_theirs() -> Sequence[int]:
    """Whoever has a code that is another one's, or of another pool. Of two accounts that became
    one, a used code of the second is nobody's."""
    is_used = and_(Code.state == CodeState.REDEEMED, Code.user_id.is_(None))
    query = (
        select(LaunchEntry.id)
        .join(Launch, Launch.id == LaunchEntry.launch_id)
        .join(Code, Code.id == LaunchEntry.code_id)
        .where(
            or_(
                and_(Code.user_id.is_distinct_from(LaunchEntry.user_id), ~is_used),
                Code.pool_id.is_distinct_from(Launch.pool_id),
            )
        )
    )
    return db.session.scalars(query.order_by(LaunchEntry.id)).all()


def kept_after() -> Sequence[int]:
    """Whoever has none any more, and a code still."""
    query = select(LaunchEntry.id).where(
        LaunchEntry.code_id.is_not(None), LaunchEntry.state != EntryState.CLAIMED
    )
    return db.session.scalars(query.order_by(LaunchEntry.id)).all()
