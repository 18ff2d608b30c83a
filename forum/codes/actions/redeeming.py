"""What orders of shops say of codes: that they were used, by whom, and that it was undone."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import exists, select, update

from forum.codes import queries
from forum.codes.models import Code, CodeState, CodeUse
from forum.codes.signals import CodeRedeemed, CodeUsedTwice
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.unit import action


@action
def redeem(order_id: int, codes: Collection[str], *, user_id: int | None, at: datetime) -> None:
    """Note that these codes were used in an order; said again, who bought may be known better."""
    found = queries.by_keys({code.strip().upper() for code in codes})
    for code in sorted(found.values(), key=lambda one: one.id):
        db.session.refresh(code, ["state", "user_id", "order_id"], with_for_update=True)
        _use(code, order_id, user_id=user_id, at=at)


@action
def note_refund(order_id: int, at: datetime) -> None:
    """Note that nothing of an order counts any more: what was used in it brought nothing."""
    uses = update(CodeUse).where(CodeUse.order_id == order_id, CodeUse.refunded_at.is_(None))
    db.session.execute(uses.values(refunded_at=at))


def _use(code: Code, order_id: int, *, user_id: int | None, at: datetime) -> None:
    is_leaked = user_id is None or code.user_id != user_id
    known = select(CodeUse).where(CodeUse.code_id == code.id, CodeUse.order_id == order_id)
    use = db.session.scalar(known)
    if use is None:
        if db.session.scalar(select(exists().where(CodeUse.code_id == code.id))):
            announce(CodeUsedTwice(code.id, code.pool_id, order_id))
        db.session.add(CodeUse(code_id=code.id, order_id=order_id, at=at, is_leaked=is_leaked))
    else:
        use.is_leaked = is_leaked
    db.session.flush()
    leaks = exists().where(CodeUse.code_id == code.id, CodeUse.is_leaked)
    code.is_leaked = bool(db.session.scalar(select(leaks)))
    code.order_id = code.order_id or order_id
    if code.state in {CodeState.FREE, CodeState.ASSIGNED}:
        code.state = CodeState.REDEEMED
        announce(CodeRedeemed(code.id, code.pool_id, code.user_id, order_id))
