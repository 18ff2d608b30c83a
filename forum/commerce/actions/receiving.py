"""Taking in what shops send: kept at once, sealed, and worked on by a job."""

from datetime import timedelta

from sqlalchemy import delete, func, select, update

from forum.commerce import keys
from forum.commerce.models import Delivery, DeliveryState, Refusal, Store, WhyRefused
from forum.jobs import actions as jobs
from forum.kernel import clock, sealing
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.kernel.upsert import insert

TAKE_IN_JOB = "commerce.take_in"
# So long what was sent is kept, to repair with.
BODIES_KEPT = timedelta(days=7)
# So long it is known that a delivery came: shops send it again for days, and people for weeks.
DELIVERIES_KEPT = timedelta(days=60)
AT_ONCE = 1000
SETTLED = (DeliveryState.DONE, DeliveryState.IGNORED, DeliveryState.FAILED)


@action
def receive(store: Store, delivery_id: str, topic: str, body: bytes) -> bool:
    """Keep a delivery and owe the work that it makes; false when it has come before."""
    row = insert(Delivery).values(
        store_id=store.id,
        delivery_id=delivery_id,
        topic=topic,
        body_sealed=sealing.sealed(body, keys.bodies_key()),
        received_at=clock.now(),
        state=DeliveryState.WAITING,
        outcome="",
    )
    once = row.on_conflict_do_nothing(index_elements=["store_id", "delivery_id"])
    found = db.session.scalar(once.returning(Delivery.id))
    if found is None:
        return False
    jobs.enqueue(TAKE_IN_JOB, {"delivery_id": found}, key=str(found))
    return True


@action
def refuse(store: Store, reason: WhyRefused) -> None:
    """Count something that was refused; nothing of it is kept."""
    now = clock.now()
    row = insert(Refusal).values(
        store_id=store.id, day=now.date(), reason=reason, count=1, last_at=now
    )
    again = row.on_conflict_do_update(
        index_elements=["store_id", "day", "reason"],
        set_={"count": Refusal.count + 1, "last_at": row.excluded.last_at},
    )
    db.session.execute(again)


@action
def try_again(store: Store) -> int:
    """Owe the work anew that nobody could do on deliveries of which the bytes are there still;
    returns how many these are."""
    failed = update(Delivery).where(
        Delivery.store_id == store.id,
        Delivery.state == DeliveryState.FAILED,
        Delivery.body_sealed.is_not(None),
    )
    again = failed.values(state=DeliveryState.WAITING, outcome="").returning(Delivery.id)
    found = db.session.scalars(again.execution_options(synchronize_session=False)).all()
    for delivery_id in sorted(found):
        jobs.enqueue(TAKE_IN_JOB, {"delivery_id": delivery_id})
    return len(found)


@action
def forget_bodies() -> int:
    """Let go of what was sent some days ago; returns how much of it there was."""
    old = update(Delivery).where(
        Delivery.body_sealed.is_not(None), Delivery.received_at < clock.now() - BODIES_KEPT
    )
    gone = old.values(body_sealed=None).returning(Delivery.id)
    return len(db.session.scalars(gone.execution_options(synchronize_session=False)).all())


@action
def forget_deliveries() -> int:
    """Let go of some of the oldest deliveries that are settled; returns how many these are.

    The last one of each store stays: it tells that the store is heard, and no number of it is ever
    given again.
    """
    last = select(func.max(Delivery.id)).group_by(Delivery.store_id)
    old = select(Delivery.id).where(
        Delivery.state.in_(SETTLED),
        Delivery.received_at < clock.now() - DELIVERIES_KEPT,
        Delivery.id.not_in(last),
    )
    found = db.session.scalars(old.order_by(Delivery.id).limit(AT_ONCE)).all()
    gone = delete(Delivery).where(Delivery.id.in_(found))
    db.session.execute(gone.execution_options(synchronize_session=False))
    return len(found)
