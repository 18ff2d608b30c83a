"""Files of orders as jobs: kept, worked on in steps, exact however often they are begun."""

from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import func, select

from forum.audit.models import AuditEntry
from forum.commerce import actions, queries, tasks
from forum.commerce.actions import StorePlan, files
from forum.commerce.models import ImportLine, ImportState, Order, OrderImport, Platform
from forum.jobs.worker import work_off
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.leaving import NAME, Leaving
from forum.kernel.policy import Invalid, NotFound, Refused
from tests.commerce.test_files import row, table
from tests.support import make


@pytest.fixture
def store(app):
    return actions.create_store(make.admin(), "main", StorePlan("Shop", Platform.SHOPIFY))


@pytest.fixture
def in_steps_of_two(monkeypatch):
    monkeypatch.setattr(files, "AT_ONCE", 2)


def brought(store, *rows, name="orders.csv"):
    return actions.hand_in(make.admin(), store, table(*rows).encode(), name=name).id


def worked_off(app):
    """Let the worker do everything, and look at what is there then."""
    work_off(app)
    db.session.rollback()


def orders():
    return db.session.scalar(select(func.count()).select_from(Order))


def outcomes(import_id):
    return [(one.line, one.name, one.outcome) for one in queries.every_line(import_id)]


def test_a_file_that_is_brought_is_taken_in_by_the_worker_and_then_let_go(app, store):
    ada = make.admin()
    data = table(row("#1"), row("#2", total="many")).encode()

    import_id = actions.hand_in(ada, store, data, name="orders.csv").id

    assert (orders(), queries.import_by_id(import_id).state) == (0, ImportState.WAITING)
    assert b"ada.meier" not in queries.kept_file(import_id)
    worked_off(app)
    ended = queries.import_by_id(import_id)
    assert (ended.state, ended.orders, ended.worked) == (ImportState.DONE, 2, 2)
    assert ended.counts == {"new": 1, "changed": 0, "same": 0, "rejected": 1}
    assert queries.kept_file(import_id) is None
    assert outcomes(import_id) == [(2, "#1", "new"), (3, "#2", "rejected")]
    acts = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()[-2:]
    assert [(one.verb, one.actor_id) for one in acts] == [
        ("commerce.hand_in_orders", ada.id),
        ("commerce.import_orders", ada.id),
    ]
    assert acts[1].after == ended.counts


def test_who_was_killed_in_the_middle_is_followed_by_one_who_goes_on(
    app, store, in_steps_of_two, monkeypatch
):
    import_id = brought(store, *(row(f"#{number}") for number in range(5)))
    steps = []

    def killed(*given):
        steps.append(len(given[1]))
        if len(steps) == 2:
            raise KeyboardInterrupt
        return real(*given)

    real = files.take_in
    monkeypatch.setattr(files, "take_in", killed)

    with pytest.raises(KeyboardInterrupt):
        actions.work_on(import_id)

    half = queries.import_by_id(import_id)
    assert (half.state, half.orders, half.worked, orders()) == (ImportState.WORKING, 5, 2, 2)
    assert queries.kept_file(import_id) is not None
    worked_off(app)
    assert steps == [2, 2, 2, 1]
    db.session.expire_all()
    assert queries.import_by_id(import_id).counts["new"] == orders() == 5
    assert [name for _, name, _ in outcomes(import_id)] == ["#0", "#1", "#2", "#3", "#4"]


def test_two_who_work_on_one_file_do_each_order_once(app, store, in_steps_of_two, monkeypatch):
    import_id = brought(store, *(row(f"#{number}") for number in range(6)))
    real, others = files.go_on_or_leave, []

    def another_comes_between():
        if not others:
            others.append(True)
            actions.work_on(import_id)
        real()

    monkeypatch.setattr(files, "go_on_or_leave", another_comes_between)

    actions.work_on(import_id)

    db.session.expire_all()
    ended = queries.import_by_id(import_id)
    assert (ended.state, ended.worked, ended.counts["new"], orders()) == ("done", 6, 6, 6)
    verbs = select(AuditEntry.verb).where(AuditEntry.verb == "commerce.import_orders")
    assert len(db.session.scalars(verbs).all()) == 1


def test_a_file_that_is_done_is_not_begun_again(app, store):
    import_id = brought(store, row("#1"))
    work_off(app)

    tasks.import_({"import_id": import_id})

    assert outcomes(import_id) == [(2, "#1", "new")]
    tasks.import_({"import_id": 99_999})


def test_a_worker_that_is_told_to_stop_leaves_the_rest_to_the_next(app, store, in_steps_of_two):
    import_id = brought(store, *(row(f"#{number}") for number in range(4)))

    class Told:
        def is_set(self):
            return True

    app.extensions[NAME] = Told()
    with pytest.raises(Leaving):
        actions.work_on(import_id)
    del app.extensions[NAME]

    assert orders() == 2
    worked_off(app)
    assert orders() == 4


def test_what_is_no_file_of_orders_is_said_at_once_or_by_the_worker(app, store):
    ada = make.admin()

    with pytest.raises(Invalid, match="no_orders"):
        actions.hand_in(ada, store, b"a,b\n1,2\n", name="a.csv")
    import_id = brought(store, '#1,"open')

    worked_off(app)
    ended = queries.import_by_id(import_id)
    assert (ended.state, ended.problem) == (ImportState.FAILED, "no_table")
    assert queries.kept_file(import_id) is None


def test_a_file_without_orders_is_done(app, store):
    import_id = brought(store)

    work_off(app)

    db.session.expire_all()
    assert queries.import_by_id(import_id).state == ImportState.DONE


def test_a_file_sealed_with_another_key_fails(app, store, monkeypatch):
    import_id = brought(store, row("#1"))
    monkeypatch.setattr(files.keys, "FILES", "another")

    work_off(app)

    db.session.expire_all()
    assert queries.import_by_id(import_id).problem == "sealed"


def test_only_admins_bring_files(store):
    with pytest.raises(Refused):
        actions.hand_in(make.member(), store, table(row("#1")).encode(), name="orders.csv")


def test_a_file_that_nobody_could_take_in_for_days_is_let_go(app, store):
    old, new = brought(store, row("#1")), brought(store, row("#2"))
    make.save(queries.import_by_id(old)).asked_at = clock.now() - timedelta(days=3)
    db.session.commit()

    actions.give_up_stuck()

    db.session.expire_all()
    assert queries.import_by_id(old).problem == "cut_short"
    assert queries.kept_file(old) is None
    assert queries.import_by_id(new).is_open


def test_reports_go_after_some_weeks_in_steps(app, store, in_steps_of_two, monkeypatch):
    monkeypatch.setattr(files, "GONE_AT_ONCE", 2)
    old = brought(store, *(row(f"#{number}") for number in range(5)))
    work_off(app)
    with clock.at(clock.now() + files.REPORTS_KEPT + timedelta(hours=1)):
        new = brought(store, row("#9"))
        actions.work_on(new)

        tasks.forget({})

    with pytest.raises(NotFound):
        queries.import_by_id(old)
    assert db.session.scalars(select(ImportLine.import_id)).all() == [new]
    assert db.session.scalars(select(OrderImport.id)).all() == [new]


def test_the_page_brings_to_the_report_which_says_how_far_it_is(app, sign_in, store):
    browser = sign_in(make.admin())
    given = table(row("#1"), row("#2", total="many")).encode()

    page = browser.post(
        "/admin/orders/import",
        data={"store": store.id, "file": (BytesIO(given), "my-orders.csv")},
    )
    report = page.location

    assert "It waits for its turn" in browser.get(report).text
    worked_off(app)
    page = browser.get(report).text
    assert "Taken in" in page and "The total is missing or no number." in page
    assert "#1" not in browser.get(f"{report}?outcome=rejected").text.split("<tbody>")[1]
    assert "my-orders.csv" in browser.get("/admin/orders/import").text
    assert "#1" in browser.get("/admin/orders").text


def test_a_file_that_lacks_a_column_is_refused_by_its_name_in_the_shop(sign_in, store):
    browser = sign_in(make.admin())

    page = browser.post(
        "/admin/orders/import",
        data={"store": store.id, "file": (BytesIO(b"Name,Total\n#1,4\n"), "orders.csv")},
    )

    assert "It has no column for: Financial Status, Currency, Created at." in page.text


def test_a_long_report_is_read_page_by_page(app, sign_in, store, monkeypatch):
    monkeypatch.setattr(queries.imports, "PAGE", 2)
    browser = sign_in(make.admin())
    import_id = brought(store, *(row(f"#{number}") for number in range(3)))
    work_off(app)

    first = queries.lines_of_import(import_id, None, None)

    assert [one.name for one in first.items] == ["#0", "#1"]
    page = browser.get(f"/admin/orders/imports/{import_id}?after={first.next}").text
    assert "#2" in page and "#1<" not in page
