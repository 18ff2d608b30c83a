"""Asking a tenth of the active members, and counting what they say."""

from sqlalchemy import delete, select, update

from forum.accounts.models import User
from forum.belonging import policy, queries, settings
from forum.belonging.models import LEAST, MOST, BelongingAsk, BelongingCount
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, require
from forum.kernel.unit import action
from forum.kernel.upsert import insert


@action
def ask() -> int:
    """Ask whom chance picks in this quarter; how many were asked now."""
    if not settings.IS_ASKED.get():
        return 0
    now = clock.now()
    quarter = policy.quarter_of(now)
    found = queries.to_be_asked(quarter, now)
    db.session.add_all(BelongingAsk(quarter=quarter, user_id=user_id) for user_id in found)
    return len(found)


@action
def answer(member: User, score: int | None) -> None:
    """Count what the member says, from 0 to 10, and forget who it was. Raises Invalid, Refused."""
    if score is None or not LEAST <= score <= MOST:
        raise Invalid("score", "out_of_range")
    quarter = _end(member)
    row = insert(BelongingCount).values(quarter=quarter, score=score, count=1)
    more = {"count": BelongingCount.count + 1}
    db.session.execute(row.on_conflict_do_update(index_elements=["quarter", "score"], set_=more))


@action
def put_off(member: User) -> None:
    """The member does not want to say, and is not asked again in this quarter. Raises Refused."""
    _end(member)


@action
def hand_over(from_id: int, into_id: int) -> None:
    """Whoever was asked under either name was asked, and whoever said it has said it."""
    said = select(BelongingAsk.quarter).where(
        BelongingAsk.user_id == from_id, BelongingAsk.is_over.is_(True)
    )
    over = update(BelongingAsk).where(
        BelongingAsk.user_id == into_id, BelongingAsk.quarter.in_(said)
    )
    db.session.execute(over.values(is_over=True).execution_options(synchronize_session=False))
    asked = select(BelongingAsk.quarter).where(BelongingAsk.user_id == into_id)
    twice = BelongingAsk.user_id == from_id, BelongingAsk.quarter.in_(asked)
    db.session.execute(delete(BelongingAsk).where(*twice))
    moved = update(BelongingAsk).where(BelongingAsk.user_id == from_id)
    db.session.execute(moved.values(user_id=into_id))


def _end(member: User) -> str:
    """Let the question be over for the member; the quarter. Two at once end it once."""
    quarter = policy.quarter_of(clock.now())
    ended = (
        update(BelongingAsk)
        .where(
            BelongingAsk.quarter == quarter,
            BelongingAsk.user_id == member.id,
            BelongingAsk.is_over.is_(False),
        )
        .values(is_over=True)
        .returning(BelongingAsk.user_id)
    )
    was_asked = db.session.scalar(ended) is not None
    require(policy.can_answer(member, is_asked=was_asked))
    return quarter
