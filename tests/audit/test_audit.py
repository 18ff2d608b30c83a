import threading

import pytest
from sqlalchemy import delete, select, update

from forum.accounts import actions as accounts
from forum.accounts.models import Role
from forum.audit import actions, checks, queries
from forum.audit.models import AuditEntry
from forum.kernel.db import db
from forum.kernel.unit import transaction
from tests.support import make
from tests.support.queries import count_queries


def entries():
    return db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()


def broken():
    db.session.expire_all()
    return list(checks.broken_seals())


def test_an_act_is_noted_with_who_did_what_to_what(app):
    staff = make.moderator()

    actions.record(
        staff, "topics.close", "topic", 42, before={"closed": False}, after={"closed": True}
    )

    (entry,) = entries()
    assert (entry.actor_id, entry.verb) == (staff.id, "topics.close")
    assert (entry.target_kind, entry.target_id) == ("topic", 42)
    assert (entry.before, entry.after) == ({"closed": False}, {"closed": True})


def test_the_command_line_is_noted_as_nobody(app):
    accounts.assign_role(make.member(), Role.MODERATOR)

    assert [(entry.actor_id, entry.verb) for entry in entries()] == [(None, "accounts.set_role")]


def test_what_is_undone_is_not_noted(app):
    def give_up():
        with transaction():
            actions.record(None, "topics.close", "topic", 1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        give_up()

    assert entries() == []


def test_every_entry_is_sealed_with_the_one_before(app):
    for number in range(3):
        actions.record(None, "topics.close", "topic", number, after={"ö": [1, {"b": None}]})

    assert len({entry.seal for entry in entries()}) == 3
    assert broken() == []


@pytest.mark.parametrize(
    "change",
    [
        {"verb": "topics.reopen"},
        {"target_id": 7},
        {"target_kind": "post"},
        {"after": {"closed": "never"}},
        {"before": {"closed": "never"}},
        {"seal": "f" * 64},
    ],
)
def test_a_changed_entry_is_found(app, change):
    for number in range(3):
        actions.record(None, "topics.close", "topic", number)
    second = entries()[1]

    with transaction():
        db.session.execute(update(AuditEntry).where(AuditEntry.id == second.id).values(**change))

    assert broken()[0] == f"audit entry {second.id} was changed, or the one before it is gone"


def test_an_entry_that_was_taken_out_is_found(app):
    for number in range(3):
        actions.record(None, "topics.close", "topic", number)
    _, second, third = (entry.id for entry in entries())

    with transaction():
        db.session.execute(delete(AuditEntry).where(AuditEntry.id == second))

    assert broken() == [f"audit entry {third} was changed, or the one before it is gone"]


def test_many_who_write_at_once_write_one_chain(app):
    def write(number):
        with app.app_context():
            for step in range(5):
                actions.record(None, "topics.close", "topic", number * 10 + step)

    threads = [threading.Thread(target=write, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()

    assert len(entries()) == 20
    assert broken() == []


def test_admins_read_the_log_and_moderators_do_not(sign_in):
    boss = make.admin(display_name="Maya Lind")
    actions.record(
        boss, "topics.rename", "topic", 42, before={"title": "<b>Old</b>"}, after={"title": "New"}
    )

    page = sign_in(boss).get("/admin/audit")

    assert page.status_code == 200
    assert "Maya Lind" in page.text and "topics.rename" in page.text
    assert "&lt;b&gt;Old&lt;/b&gt;" in page.text and "<b>Old" not in page.text
    assert sign_in(make.moderator()).get("/admin/audit").status_code == 403
    assert sign_in(make.member()).get("/admin/audit").status_code == 403


def test_the_log_can_be_narrowed_down(sign_in):
    boss, other = make.admin(), make.admin()
    actions.record(boss, "topics.close", "topic", 1)
    actions.record(boss, "accounts.set_role", "user", 2)
    actions.record(other, "topics.pin", "topic", 3)
    client = sign_in(boss)

    def shown(**narrow):
        page = client.get("/admin/audit", query_string=narrow).text
        verbs = ("topics.close", "accounts.set_role", "topics.pin")
        return [verb for verb in verbs if f"<code>{verb}<" in page]

    assert shown() == ["topics.close", "accounts.set_role", "topics.pin"]
    assert shown(verb="topics.") == ["topics.close", "topics.pin"]
    assert shown(actor=boss.id) == ["topics.close", "accounts.set_role"]
    assert shown(verb="%") == shown(verb="topics\x00.x") == []


def test_a_long_log_goes_on_page_by_page_at_the_same_cost(sign_in):
    boss = make.admin()
    client = sign_in(boss)
    actions.record(boss, "topics.close", "topic", 1)

    def cost(address):
        with count_queries() as seen:
            assert client.get(address).status_code == 200
        return len(seen)

    few = cost("/admin/audit")
    for number in range(45):
        actions.record(boss, "topics.close", "topic", number)
    first = queries.lines()
    second = f"/admin/audit?after={first.next}"

    assert cost("/admin/audit") == few == cost(second)
    assert len(first.items) == 20
    assert 'rel="next"' in client.get(second).text
