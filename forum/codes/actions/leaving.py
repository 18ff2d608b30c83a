"""What becomes of codes when two accounts become one."""

from typing import Any

from sqlalchemy import delete, exists, or_, select, update

from forum.codes.models import Code, CodeState, CodeUse, Perk, PerkClaim, PerkGuest, Pool
from forum.commerce.models import Order
from forum.kernel import clock, handover
from forum.kernel.db import db
from forum.kernel.unit import action

# Why a code is void: its member had two of a pool when two accounts became one.
MERGED = "merged"


@action
def hand_over(from_id: int, into_id: int) -> None:
    """What the one has, the other has; of a pool from which both have one, the other keeps one."""
    both = select(Code.pool_id).where(Code.user_id == into_id)
    second = update(Code).where(Code.user_id == from_id, Code.pool_id.in_(both))
    idle = second.where(Code.state == CodeState.ASSIGNED)
    void = {"state": CodeState.VOID, "void_reason": MERGED, "voided_at": clock.now()}
    _write(idle.values(**void))
    _write(second.values(user_id=None))
    arranged = Pool.created_by_id, Perk.created_by_id, PerkGuest.added_by_id
    handover.hand_over(Code.user_id, *arranged, from_id=from_id, into_id=into_id)
    _hand_over_perks(from_id, into_id)
    _forgive(into_id)


def _hand_over_perks(from_id: int, into_id: int) -> None:
    for column, table in ((PerkGuest.user_id, PerkGuest), (PerkClaim.user_id, PerkClaim)):
        both = select(table.perk_id).where(column == into_id)
        _write(delete(table).where(column == from_id, table.perk_id.in_(both)))
        handover.hand_over(column, from_id=from_id, into_id=into_id)
    # What waited, or stood beside a code that is void now, leads to the one that was kept.
    own = select(Code.id).where(Code.user_id == into_id, Code.pool_id == Perk.pool_id)
    kept = own.where(Perk.id == PerkClaim.perk_id).correlate(PerkClaim).scalar_subquery()
    theirs = select(Code.id).where(Code.user_id == into_id)
    lost = or_(PerkClaim.code_id.is_(None), PerkClaim.code_id.not_in(theirs))
    _write(update(PerkClaim).where(PerkClaim.user_id == into_id, lost).values(code_id=kept))


def _forgive(user_id: int) -> None:
    """What the one used of the other was not passed on to anybody after all."""
    mine = select(Code.id).where(Code.user_id == user_id)
    bought = select(Order.id).where(Order.user_id == user_id)
    own = CodeUse.code_id.in_(mine), CodeUse.order_id.in_(bought)
    _write(update(CodeUse).where(CodeUse.is_leaked, *own).values(is_leaked=False))
    leaks = exists().where(CodeUse.code_id == Code.id, CodeUse.is_leaked)
    _write(
        update(Code).where(Code.user_id == user_id, Code.is_leaked, ~leaks).values(is_leaked=False)
    )


def _write(statement: Any) -> None:
    db.session.execute(statement.execution_options(synchronize_session=False))
