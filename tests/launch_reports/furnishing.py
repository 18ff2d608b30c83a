"""A small launch whose numbers were counted by hand; they stand beside what makes them.

Ten pieces, open for members from noon to two o'clock on the first of December.

| members | did |
|---|---|
| 0 to 9 | took one, a minute after each other |
| 10, 11 | asked to be told before; number 10 stands in the line |
| 12 to 14 | saw the page |
| 15, 16 | could have come in, and did not look |

Orders, in cents; all paid on the second of December:

| member | order | comes to |
|---|---|---|
| 0 | 5000 EUR | 5000 stay |
| 1 | 5000 EUR, 2000 went back | 3000 stay |
| 2 | 5000 EUR, all of it went back | nothing stays |
| 3 | 4000 USD, by somebody else than the member | 4000 stay |
| 4 | 700 EUR for trying | counts nowhere |
| 0 | a second order with the same code, 1000 EUR | 1000 stay |

So 4 bought, 3 of them keep it; EUR: 4 orders, 16000 paid, 9000 stay; USD: 1 order, 4000.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from forum.accounts.models import User
from forum.codes.models import Code, CodeState, CodeUse
from forum.commerce.models import Order, OrderStatus, Platform, Store
from forum.kernel import clock
from forum.kernel.unit import transaction
from forum.launch_reports.models import LaunchSighting
from forum.launches import actions, queries
from forum.launches.actions import Supply
from forum.launches.models import Launch, LaunchEntry
from tests.codes.handing import a_pool
from tests.launches.launched import DAY, HOUR, MINUTE, NOON, member, scheduled
from tests.support import make

PAID_AT = NOON + DAY
FINAL = PAID_AT + 30 * DAY


def sold() -> tuple[Launch, list[User]]:
    """The launch of the tables above."""
    people = [member() for _ in range(17)]
    launch = scheduled(supply=Supply(stock_total=10))
    with clock.at(NOON - HOUR):
        for one in people[10:12]:
            actions.ask_to_be_told(one, launch)
    for number, one in enumerate(people[:10]):
        with clock.at(NOON + number * MINUTE):
            actions.claim(one, launch)
    with clock.at(NOON + HOUR):
        actions.join(people[10], launch)
    for one in people[12:15]:
        see(launch, one)
    _buy(launch, people)
    return launch, people


def see(launch: Launch, one: User) -> None:
    make.save(LaunchSighting(launch_id=launch.id, user_id=one.id, at=NOON))


def shop(**given: Any) -> Store:
    plan = {"key": "ember", "name": "zzEmber", "platform": Platform.NONE} | given
    return make.save(Store(**plan))


def order(store: Store, number: int, total: int, **given: Any) -> Order:
    plan = {
        "store_id": store.id,
        "external_id": str(number),
        "status": OrderStatus.PAID,
        "said": OrderStatus.PAID,
        "currency": "EUR",
        "total_minor": total,
        "ordered_at": PAID_AT,
        "paid_at": PAID_AT,
        "source_updated_at": PAID_AT,
        "print": "",
    }
    return make.save(Order(**plan | given))


def give_codes(launch: Launch, people: Sequence[User], label: str = "zzpool") -> Sequence[Code]:
    """A code for each of them, by which their part is known."""
    pool = a_pool(label=label)
    codes = []
    for one in people:
        word = f"ZZ{launch.id}-{one.id}"
        code = make.save(
            Code(pool_id=pool.id, code=word, key=word, user_id=one.id, state=CodeState.ASSIGNED)
        )
        with transaction():
            entry = queries.entry_of(one.id, launch)
            assert entry is not None
            entry.code_id, launch.pool_id = code.id, pool.id
        codes.append(code)
    return codes


def use(code: Code, bought: Order, *, is_leaked: bool = False) -> None:
    made = CodeUse(code_id=code.id, order_id=bought.id, at=bought.ordered_at, is_leaked=is_leaked)
    make.save(made)


def _buy(launch: Launch, people: Sequence[User]) -> None:
    store, codes = shop(), give_codes(launch, people[:5])
    use(codes[0], order(store, 1, 5000))
    back = {"status": OrderStatus.PARTIALLY_REFUNDED, "refunded_minor": 2000}
    use(codes[1], order(store, 2, 5000, **back))
    gone = {"status": OrderStatus.REFUNDED, "refunded_minor": 5000}
    use(codes[2], order(store, 3, 5000, **gone))
    use(codes[3], order(store, 4, 4000, currency="USD"), is_leaked=True)
    use(codes[4], order(store, 5, 700, is_test=True))
    use(codes[0], order(store, 6, 1000))


def entry_of(launch: Launch, one: User) -> LaunchEntry:
    found = queries.entry_of(one.id, launch)
    assert found is not None
    return found


def joined(days: int, seen_after: int | None, **given: Any) -> User:
    """Somebody who joined an hour after noon plus days, and was last here so many days later."""
    at = NOON + HOUR + timedelta(days=days)
    seen = None if seen_after is None else at + timedelta(days=seen_after)
    return make.member(created_at=at, last_seen_at=seen, **given)
