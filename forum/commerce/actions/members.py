"""What becomes of orders when their buyers become one, or leave. Steps for listeners."""

from sqlalchemy import delete, select, update

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.commerce import keys, queries
from forum.commerce.actions.settling import Before, settle
from forum.commerce.actions.turns import wait_for_store, wait_for_stores
from forum.commerce.models import (
    CustomerMark,
    NoteKind,
    Order,
    OrderImport,
    OrderNote,
    Product,
    Store,
)
from forum.kernel import clock, handover
from forum.kernel.db import db
from forum.kernel.policy import Invalid
from forum.kernel.unit import action


@action
def link(user_id: int) -> int:
    """Let the orders that were made with the member's confirmed address be theirs; returns how
    many these are. What somebody has already stays theirs."""
    member = accounts.members_by_ids([user_id]).get(user_id)
    if member is None or member.email_confirmed_at is None:
        return 0
    wait_for_stores()
    found = queries.orders_of_nobody(keys.email_key(member.email))
    for order in found:
        before = Before.of(order)
        order.user_id = user_id
        settle(order.id, before)
    return len(found)


@action
def claim(member: User, *, number: str, address: str) -> Order:
    """Let an order be the member's who knows its number and the address it was made with; asked
    again it is the same one. Raises Invalid, in the same words whatever did not fit."""
    found = queries.order_with(number, keys.email_key(address))
    if found is not None:
        wait_for_store(found.store_id)
        db.session.refresh(found)
    if found is None or found.user_id not in {None, member.id}:
        raise Invalid("number", "no_such_order")
    if found.user_id is None:
        before = Before.of(found)
        found.user_id = member.id
        settle(found.id, before)
    return found


@action
def hand_over(from_id: int, into_id: int) -> None:
    """What the one bought, the other bought."""
    known = select(CustomerMark.id).where(CustomerMark.user_id == into_id)
    if db.session.scalar(known) is not None:
        db.session.execute(delete(CustomerMark).where(CustomerMark.user_id == from_id))
    people = Order.user_id, CustomerMark.user_id, CustomerMark.by_id
    staff = Product.created_by_id, Store.closed_by_id, OrderImport.asked_by_id
    handover.hand_over(*people, *staff, from_id=from_id, into_id=into_id)


@action
def let_go(user_id: int) -> None:
    """Somebody has left: their orders are orders of nobody, and go on being counted.

    What the shop says of them later brings the buyer back no more.
    """
    wait_for_stores()
    for order in queries.orders_of(user_id):
        if not queries.is_forgotten(order):
            db.session.add(
                OrderNote(
                    store_id=order.store_id,
                    kind=NoteKind.REDACTED,
                    external_id=order.external_id,
                    order_ref=order.external_id,
                    order_id=order.id,
                    at=clock.now(),
                )
            )
    mine = update(Order).where(Order.user_id == user_id)
    nobody = mine.values(user_id=None, email_key=None, reference="")
    db.session.execute(nobody.execution_options(synchronize_session=False))
    handover.let_go(CustomerMark.user_id, of=user_id)
