"""Orders from files: the same rules as for what shops send, and a report line by line."""

import pytest
from sqlalchemy import func, select

from forum.commerce import actions, checks, queries
from forum.commerce.actions import StorePlan
from forum.commerce.models import Delivery, Order, OrderStatus, Platform, Refusal
from forum.jobs.worker import work_off
from forum.kernel.db import db
from forum.kernel.policy import Invalid
from tests.commerce import shops
from tests.support import make

HEADS = (
    "Name,Email,Financial Status,Paid at,Currency,Total,Taxes,Discount Code,Refunded Amount,"
    "Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Id"
)
PAID = "2026-11-20 12:00:00 +0100"


def row(name="#1001", *, status="paid", total="49.00", email="ada.meier@example.test", **more):
    values = {"tax": "7.82", "code": "", "refunded": "0.00", "sku": "CUP", "id": ""} | more
    return ",".join(
        (
            name,
            email,
            status,
            PAID,
            "EUR",
            total,
            values["tax"],
            values["code"],
            values["refunded"],
            PAID,
            "1",
            "Cup",
            "49.00",
            values["sku"],
            values["id"],
        )
    )


def table(*rows):
    return "\n".join([HEADS, *rows]) + "\n"


@pytest.fixture
def store(app):
    plan = StorePlan("Shop", Platform.SHOPIFY)
    return actions.create_store(make.admin(), "main", plan)


def import_(store, *rows):
    return dict(actions.import_orders(None, store, table(*rows)).counts)


def test_a_file_taken_in_twice_changes_nothing_the_second_time(store):
    rows = row("#1", id="11"), row("#2", total="5.00"), row("#3", status="pending")

    assert import_(store, *rows) == {"new": 3}
    assert import_(store, *rows) == {"same": 3}
    assert db.session.scalar(select(func.count()).select_from(Order)) == 3


def test_the_lines_of_an_order_are_found_by_its_name(store):
    more = "#1,,,,,,,,,,2,Lid,3.00,LID,"

    assert import_(store, row("#1"), more, row("#2")) == {"new": 2}
    order = queries.order_named(store.id, "#1")
    lines = queries.lines_of([order.id])[order.id]
    assert [(line.title, line.quantity, line.price_minor) for line in lines] == [
        ("Cup", 1, 4900),
        ("Lid", 2, 300),
    ]


def test_what_changed_since_is_taken_in_and_never_goes_back(store):
    import_(store, row("#1"))

    back = row("#1", status="partially_refunded", refunded="9.00")
    assert import_(store, back) == {"changed": 1}
    order = queries.order_named(store.id, "#1")
    assert (order.status, order.net_minor) == (OrderStatus.PARTIALLY_REFUNDED, 4000)
    assert import_(store, row("#1")) == {"same": 1}
    db.session.expire_all()
    assert queries.order_named(store.id, "#1").net_minor == 4000


def test_what_went_back_since_is_taken_in_although_no_file_says_when(store):
    names = [f"#{number}" for number in range(1, 13)]

    for back, outcome in (("9.00", "new"), ("19.00", "changed"), ("29.00", "changed")):
        part = [row(one, status="partially_refunded", refunded=back) for one in names]
        assert import_(store, *part) == {outcome: 12}
        assert import_(store, *part) == {"same": 12}

    db.session.expire_all()
    assert {queries.order_named(store.id, one).net_minor for one in names} == {2000}


def test_each_line_that_cannot_be_read_is_named(store):
    rows = (
        row("#1", total="many"),
        row("#2"),
        row("#3", status="dreaming"),
        row("", total="1"),
        row("#4").replace("EUR", "EURO"),
        row("#5", total=""),
    )

    report = actions.import_orders(None, store, table(*rows))

    assert dict(report.counts) == {"new": 1, "rejected": 5}
    assert [(line.line, line.problem) for line in report.rejected] == [
        (2, "total"),
        (4, "status"),
        (5, "name"),
        (6, "currency"),
        (7, "total"),
    ]


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", 'Name,"open\n'])
def test_what_is_no_file_of_orders_is_refused_whole(store, text):
    with pytest.raises(Invalid, match="no_orders"):
        actions.import_orders(None, store, text)


@pytest.mark.parametrize("is_first", [True, False], ids=["file first", "delivery first"])
def test_a_file_and_a_delivery_speak_of_one_order(app, guest, is_first):
    ada = make.member(email="ada.meier@example.test")
    store = shops.open_shops()[Platform.SHOPIFY]
    (case,) = [one for one in shops.cases() if one.name == "shopify_paid_ok"]

    def deliver():
        assert shops.send(guest, case, store) == 200
        work_off(app)

    def take_in():
        import_(store, row("#1001"))

    for step in (take_in, deliver) if is_first else (deliver, take_in):
        step()

    db.session.expire_all()
    (order,) = db.session.scalars(select(Order)).all()
    assert (order.external_id, order.user_id, order.net_minor) == ("5500000000001", ada.id, 4900)
    assert order.codes == ["EMBER-7K4Q-9XWD"]


def test_comparing_says_what_is_missing_and_changes_nothing(app, store, tmp_path):
    file = tmp_path / "orders.csv"
    file.write_text(table(row("#1")))

    answer = app.test_cli_runner().invoke(
        args=["orders", "reconcile", str(file), "--store", "main"]
    )

    assert answer.exit_code == 1 and "#1 is missing here" in answer.output
    assert db.session.scalar(select(func.count()).select_from(Order)) == 0
    runner = app.test_cli_runner()
    taken = runner.invoke(args=["orders", "import", str(file), "--store", "main"])
    assert "1 new, 0 changed, 0 same, 0 rejected" in taken.output
    again = runner.invoke(args=["orders", "reconcile", str(file), "--store", "main"])
    assert again.exit_code == 0


@pytest.mark.parametrize("platform", ["shopify", "woocommerce", "stripe"])
def test_a_rehearsal_ends_in_the_same_totals_however_it_went(app, platform):
    boss = make.admin()
    told = []
    for key, wishes in (("calm", []), ("wild", ["--duplicates", "0.5", "--mixed"])):
        store = actions.create_store(boss, key, StorePlan(key, Platform(platform), is_test=True))
        actions.set_secret(boss, store, "a secret of twenty letters")
        answer = app.test_cli_runner().invoke(
            args=["orders", "simulate", "--store", key, "--orders", "12", *wishes]
        )
        assert answer.exit_code == 0 and answer.output.endswith("answered with 200\n"), (
            answer.output
        )
        work_off(app)
        assert db.session.scalar(select(func.count()).select_from(Refusal)) == 0
        orders = db.session.scalars(select(Order).where(Order.store_id == store.id)).all()
        told.append(sorted((one.external_id, one.status, one.net_minor) for one in orders))

    assert told[0] == told[1] and len(told[0]) == 12


def test_a_rehearsal_with_wrong_signatures_leaves_nothing_of_them(app):
    store = actions.create_store(
        make.admin(), "try", StorePlan("Try", Platform.SHOPIFY, is_test=True)
    )
    actions.set_secret(make.admin(), store, "a secret of twenty letters")

    answer = app.test_cli_runner().invoke(
        args=["orders", "simulate", "--store", "try", "--orders", "8", "--wrong", "1"]
    )

    assert "answered with 401" in answer.output
    assert db.session.scalar(select(func.count()).select_from(Delivery)) == 0


def test_only_stores_for_trying_are_rehearsed(app, store):
    answer = app.test_cli_runner().invoke(args=["orders", "simulate", "--store", "main"])

    assert answer.exit_code == 1 and "would count" in answer.output


def problems():
    return [words for check in checks.ALL for words in check.problems()]


def test_verify_finds_an_order_that_stands_wrong(store):
    import_(store, row("#1"))
    assert problems() == []

    order = queries.order_named(store.id, "#1")
    order.refunded_minor = order.total_minor + 1
    make.save(order)

    assert len(problems()) == 1
