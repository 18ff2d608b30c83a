"""Edge cases of launches that no other file holds, and the list of all of them."""

import re
import threading
from datetime import UTC, datetime
from pathlib import Path

from forum.accounts.models import User
from forum.codes import actions as codes
from forum.codes import queries as pools
from forum.codes.models import CodeState
from forum.commerce.models import Platform, Store
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.launches import queries
from forum.launches.actions import Opening
from forum.launches.models import Audience, EntryState
from tests.codes.handing import a_pool
from tests.codes.test_redeeming import an_order
from tests.draws.drawn import CLOSED, draw, to_draw
from tests.draws.drawn import enter as enter_draw
from tests.launches.launched import HOUR, NOON, draft, member, tier
from tests.support import make
from tests.support.together import all_at_once

ROOT = Path(__file__).parents[2]
CASE = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def test_whoever_loses_the_tier_between_entering_and_drawing_is_drawn_all_the_same(app):
    gold, ada = tier(), member(tier_rank=30)
    launch = to_draw(Opening(NOON, NOON + 2 * HOUR, Audience.TIER, tier_id=gold.id), stock=1)
    enter_draw(launch, [ada])
    with transaction():
        db.session.get(User, ada.id).tier_rank = 0

    draw(launch)

    with clock.at(CLOSED):
        assert queries.entry_of(ada.id, launch).state == EntryState.OFFERED


def test_a_window_over_the_end_of_summer_time_is_as_long_as_the_clock_runs(sign_in):
    boss = make.admin(time_zone="Europe/Berlin")
    launch = draft(admin=boss)
    data = {
        "audience": "all",
        "opens_at": "2027-10-31T01:30:00",
        "closes_at": "2027-10-31T03:30:00",
    }
    sign_in(boss).post(f"/admin/launches/{launch.id}/windows", data=data)

    window = queries.windows_of([launch.id])[launch.id][-1]
    assert window.opens_at == datetime(2027, 10, 30, 23, 30, tzinfo=UTC)
    assert window.closes_at == datetime(2027, 10, 31, 2, 30, tzinfo=UTC)


def test_an_order_that_names_a_code_while_it_is_claimed_finds_whose_it_is(app):
    """Whoever claims holds the row until it is theirs for good: the order waits for that."""
    ada, pool = make.member(), a_pool("AUTUMN-1")
    store = make.save(Store(key="one", name="Shop", platform=Platform.NONE))
    order_id, user_id, pool_id = an_order(store, 1).id, ada.id, pool.id
    claimed, ordering = threading.Event(), threading.Event()

    def act(which: int) -> None:
        if which == 0:
            with transaction():
                codes.hand_out(db.session.get(User, user_id), pools.pool_by_id(pool_id))
                claimed.set()
                ordering.wait(10)
        else:
            claimed.wait(10)
            ordering.set()
            codes.redeem(order_id, ["AUTUMN-1"], user_id=user_id, at=clock.now())

    all_at_once(app, 2, act)

    db.session.expire_all()
    code = pools.held(user_id, pool_id)
    assert (code.state, code.order_id, code.is_leaked) == (CodeState.REDEEMED, order_id, False)


def test_every_case_of_the_list_names_a_test_that_is_there():
    listed = CASE.findall((ROOT / "docs/launches.md").read_text())

    assert len(listed) >= 12
    for file, name in listed:
        assert f"def {name}(" in (ROOT / file).read_text(), f"{file}::{name}"
