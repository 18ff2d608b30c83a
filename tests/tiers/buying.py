"""Orders of members, as files of a shop tell of them, and the worker that takes them in."""

from datetime import datetime, timedelta

from forum.accounts.models import User
from forum.commerce import actions as commerce
from forum.commerce import queries as shops
from forum.commerce.actions import StorePlan
from forum.commerce.models import Platform
from forum.kernel import clock
from forum.kernel.db import db
from forum.tiers import actions
from forum.tiers.queries import Asks
from tests.points.giving import settle
from tests.support import make
from tests.tiers.giving import tier

HEAD = (
    "Id,Name,Email,Financial Status,Paid at,Currency,Total,Refunded Amount,Created at,"
    "Lineitem quantity,Lineitem name,Lineitem price"
)
DAY = timedelta(days=1)


def leads(slug: str, *, orders: int = 0, spent: int = 0) -> None:
    """Let buying lead to a tier, beside its points."""
    step = tier(slug)
    actions.arrange(make.admin(), {step.id: Asks(step.threshold, orders, spent)})


def buy(
    member: User,
    number: int,
    *,
    ago: timedelta = 40 * DAY,
    total: str = "49.00",
    back: str = "0.00",
    currency: str = "EUR",
    is_test: bool = False,
) -> None:
    """Let the shop say of an order of the member how it stands now."""
    key = "tries" if is_test else "main"
    if key not in {store.key for store in shops.stores()}:
        plan = StorePlan(key, platform=Platform.SHOPIFY, is_test=is_test)
        commerce.create_store(make.admin(), key, plan)
    paid = _written(clock.now() - ago)
    status = "refunded" if back == total else "partially_refunded" if float(back) else "paid"
    told = (number, f"#{number}", member.email, status, paid, currency, total, back, paid)
    row = ",".join(str(one) for one in (*told, 1, "Cup", total))
    text = f"{HEAD}\n{row}"
    commerce.import_orders(make.admin(), shops.store_called(key), text)
    settle()


def look() -> None:
    """Let the worker look at everybody."""
    actions.look_at(None)
    db.session.expire_all()


def _written(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M:%S +0000")
