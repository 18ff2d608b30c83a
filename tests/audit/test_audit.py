import hashlib
import json
import re
import threading
from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DatabaseError

from forum.accounts import actions as accounts
from forum.accounts.models import Role
from forum.app import create_app
from forum.audit import actions, checks, queries, seals
from forum.audit.models import AuditEntry
from forum.config import Config
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import transaction
from tests.support import make
from tests.support.queries import count_queries
from tests.support.sealed import unguarded


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

    with unguarded():
        db.session.execute(update(AuditEntry).where(AuditEntry.id == second.id).values(**change))

    assert broken()[0] == f"audit entry {second.id} was changed, or the one before it is gone"


def test_an_entry_that_was_taken_out_is_found(app):
    for number in range(3):
        actions.record(None, "topics.close", "topic", number)
    _, second, third = (entry.id for entry in entries())

    with unguarded():
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
        return [verb for verb in verbs if f'verb={verb}">' in page]

    assert shown() == ["topics.close", "accounts.set_role", "topics.pin"]
    assert shown(verb="topics.") == ["topics.close", "topics.pin"]
    assert shown(who=boss.username) == ["topics.close", "accounts.set_role"]
    assert shown(who="nobody-of-this-name") == []
    assert shown(thing="user 2") == shown(thing="user") == ["accounts.set_role"]
    assert shown(thing="topic 3") == ["topics.pin"]
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
    first = queries.lines(queries.Wanted())
    second = f"/admin/audit?after={first.next}"

    assert cost("/admin/audit") == few == cost(second)
    assert len(first.items) == 20
    assert 'rel="next"' in client.get(second).text


def test_the_log_can_be_narrowed_down_to_some_days(sign_in):
    boss = make.admin()
    for day, verb in ((1, "topics.close"), (2, "topics.pin"), (3, "topics.move")):
        with clock.at(datetime(2026, 5, day, 12, tzinfo=UTC)):
            actions.record(boss, verb, "topic", day)
    client = sign_in(boss)

    def shown(**narrow):
        page = client.get("/admin/audit", query_string=narrow).text
        return [v for v in ("topics.close", "topics.pin", "topics.move") if f'verb={v}">' in page]

    assert shown(since="2026-05-02") == ["topics.pin", "topics.move"]
    assert shown(until="2026-05-02") == ["topics.close", "topics.pin"]
    assert shown(since="2026-05-02", until="2026-05-02") == ["topics.pin"]
    assert len(shown(since="0001-01-01", until="9999-12-31")) == 3
    assert len(shown(since="yesterday")) == 3


def test_the_whole_change_can_be_read(sign_in):
    boss = make.admin()
    actions.record(
        boss,
        "channels.change",
        "channel",
        1,
        before={"name": "Old name", "was_there": "gone now"},
        after={"name": "New name", "is_archived": True},
    )

    page = sign_in(boss).get("/admin/audit").text

    assert '<del><span dir="auto">Old name</span></del>' in page.replace("\n", "")
    assert "gone now" in page
    assert "<ins>yes</ins>" in page.replace("\n", "")


def test_a_moment_among_the_facts_is_shown_as_people_read_it(sign_in):
    boss = make.admin()
    until = datetime(2026, 11, 26, 7, 12, 1, 345002, tzinfo=UTC)
    for moment in (until, until.replace(microsecond=0)):
        facts = {"pinned_until": moment.isoformat(), "note": "2026-11-26T07:12:01+00:00?"}
        actions.record(boss, "topics.pin", "topic", 1, after=facts)

    page = sign_in(boss).get("/admin/audit").text

    assert f">{until.isoformat()}<" not in page
    assert page.count("11/26/26, 7:12") == 2
    assert "2026-11-26T07:12:01+00:00?" in page


def test_an_act_that_changed_no_fact_has_no_empty_line_about_it(sign_in):
    boss = make.admin()
    actions.record(boss, "posts.delete", "post", 1)

    assert 'data-label="What changed"' not in sign_in(boss).get("/admin/audit").text


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entries SET verb = 'topics.open' WHERE id = :id",
        "DELETE FROM audit_entries WHERE id = :id",
        "DELETE FROM audit_entries WHERE id > :id - 1",
    ],
)
def test_the_database_refuses_to_change_the_log(app, statement):
    entry = actions.record(None, "topics.close", "topic", 1)

    with pytest.raises(DatabaseError, match="stays as it is"), transaction():
        db.session.execute(text(statement), {"id": entry.id})

    assert [line.verb for line in entries()] == ["topics.close"]
    assert broken() == []


def test_the_database_refuses_to_replace_or_empty_the_log(app):
    entry = actions.record(None, "topics.close", "topic", 1)
    values = "(id, verb, target_kind, target_id, before, after, at, seal)"
    row = f"{values} SELECT id, 'x', target_kind, target_id, before, after, at, seal"
    trial = {
        "sqlite": f"INSERT OR REPLACE INTO audit_entries {row} FROM audit_entries",
        "postgresql": "TRUNCATE audit_entries",
    }[db.engine.dialect.name]

    with pytest.raises(DatabaseError, match="stays as it is"), transaction():
        db.session.execute(text(trial))

    assert [line.id for line in entries()] == [entry.id]


def test_an_entry_that_cannot_be_read_any_more_is_found_at_its_place(app):
    if db.engine.dialect.name != "sqlite":
        pytest.skip("Elsewhere: PostgreSQL keeps JSON whole by itself")
    for number in range(3):
        actions.record(None, "topics.close", "topic", number, after={"a": 1})
    second = entries()[1].id
    with unguarded():
        db.session.execute(
            text("UPDATE audit_entries SET after = '{\"a\": 1' WHERE id = :id"), {"id": second}
        )

    assert broken() == [f"audit entry {second} was changed, or the one before it is gone"]


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param((b"n123", b"n124"), id="another word"),
        pytest.param((b'{"note": "n123', b'x"note": "n123'), id="no JSON any more"),
        pytest.param((b"n123", b"n12\xff"), id="no letter at all"),
    ],
)
def test_one_changed_byte_in_the_file_is_found_at_the_exact_line(tmp_path, damage):
    config = Config.from_environment({}, data_dir=tmp_path, secret_key="k" * 40, testing=True)
    own = create_app(config)
    with own.app_context():
        db.create_all()
        for number in range(200):
            actions.record(None, "topics.close", "topic", number, after={"note": f"n{number:03}"})
        db.session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        db.session.remove()
        db.engine.dispose()
    file = tmp_path / "forum.db"
    whole = file.read_bytes()
    assert whole.count(b"n123") == 1

    file.write_bytes(whole.replace(*damage))
    with own.app_context():
        found = list(checks.broken_seals())
        told = own.test_cli_runner().invoke(args=["audit", "verify"])
        db.session.remove()
        db.engine.dispose()

    assert found == ["audit entry 124 was changed, or the one before it is gone"]
    assert told.exit_code == 1
    assert told.output.startswith("Line 124 was changed, or the one before it is gone.")


def as_before_numbers(entry, seal_before):
    """The seal that such a line bore before seals covered numbers."""
    said = [
        seal_before,
        entry.actor_id,
        entry.verb,
        entry.target_kind,
        entry.target_id,
        entry.before,
        entry.after,
        entry.at.isoformat(timespec="microseconds"),
    ]
    text = json.dumps(said, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def from_outside(statement, **given):
    with unguarded():
        db.session.execute(text(statement), given)
    db.session.expire_all()


def test_an_end_that_was_taken_out_and_numbered_anew_is_found(app):
    for number in range(4):
        actions.record(None, "topics.close", "topic", number)
    last = entries()[-1].id

    from_outside("UPDATE audit_entries SET id = :new WHERE id = :old", new=last + 5, old=last)

    assert broken() == [f"audit entry {last + 5} was changed, or the one before it is gone"]
    told = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert told.exit_code == 1
    assert told.output.startswith(f"Line {last + 5} was changed")


def test_lines_that_were_sealed_without_their_number_stay_valid(app):
    for number in range(4):
        actions.record(None, "topics.close", "topic", number, after={"n": number})
    before = "0" * 64
    for entry in entries()[:2]:
        before = as_before_numbers(entry, before)
        from_outside("UPDATE audit_entries SET seal = :s WHERE id = :i", s=before, i=entry.id)
    for entry in entries()[2:]:
        before = seals.seal(entry, before)
        from_outside("UPDATE audit_entries SET seal = :s WHERE id = :i", s=before, i=entry.id)

    assert broken() == []
    actions.record(None, "topics.close", "topic", 9)
    assert broken() == []


def test_a_new_line_with_a_seal_of_the_old_kind_is_found(app):
    for number in range(3):
        actions.record(None, "topics.close", "topic", number)
    first, second, third = entries()
    old = as_before_numbers(third, second.seal)

    from_outside("UPDATE audit_entries SET seal = :s WHERE id = :i", s=old, i=third.id)

    assert first.seal.startswith("2:")
    assert broken() == [f"audit entry {third.id} was changed, or the one before it is gone"]


def test_a_damaged_seal_accuses_its_own_line_and_not_the_next(app):
    for number in range(3):
        actions.record(None, "topics.close", "topic", number)
    second = entries()[1]

    with unguarded():
        changed = update(AuditEntry).where(AuditEntry.id == second.id).values(seal="f" * 64)
        db.session.execute(changed)

    assert broken() == [f"audit entry {second.id} was changed, or the one before it is gone"]


def test_a_log_that_was_cut_off_is_found_by_its_head(app):
    for number in range(3):
        actions.record(None, "topics.close", "topic", number)
    run = app.test_cli_runner()
    kept = run.invoke(args=["audit", "head"]).output.strip()
    last = entries()[-1].id

    assert run.invoke(args=["audit", "prove", kept]).exit_code == 0
    assert run.invoke(args=["audit", "verify", kept]).exit_code == 0
    with unguarded():
        db.session.execute(delete(AuditEntry).where(AuditEntry.id == last))

    assert broken() == []
    assert run.invoke(args=["audit", "prove", kept]).exit_code == 1
    assert run.invoke(args=["audit", "verify", kept]).exit_code == 1
    assert f"up to line {last - 1}" in run.invoke(args=["audit", "verify"]).output
    assert run.invoke(args=["audit", "prove", "nonsense"]).exit_code == 2


def test_things_are_named_in_the_log_and_lead_to_where_they_are(app, sign_in):
    admin, ada = make.admin(), make.member(display_name="Ada Lovelace")
    topic = make.topic(title="Which kettle is it", channel=make.channel(name="Brewing"))
    post, other = make.post(topic=topic), make.channel(name="Roasting")
    moved = {"before": {"channel": topic.channel_id}, "after": {"channel": other.id}}
    actions.record(admin, "topics.move", "topic", topic.id, **moved)
    actions.record(admin, "posts.delete", "post", post.id)
    actions.record(admin, "channels.add_member", "channel", other.id, after={"user_id": ada.id})
    actions.record(admin, "topics.close", "topic", 987654)

    page = sign_in(admin).get("/admin/audit").text

    assert f'href="/t/-/{topic.id}" dir="auto">Which kettle is it</a>' in page
    assert f'href="/p/{post.id}" dir="auto">Which kettle is it #{post.number}</a>' in page
    assert re.search(r">Brewing</a>.*became.*>Roasting</a>", page, re.DOTALL)
    assert f'href="/admin/accounts/{ada.id}" dir="auto">Ada Lovelace</a>' in page
    assert "topic 987654</span>" in page
    assert "/t/-/987654" not in page


def test_naming_many_things_costs_what_naming_few_does(app, sign_in):
    admin = make.admin()
    browser = sign_in(admin)

    def cost():
        with count_queries() as seen:
            assert browser.get("/admin/audit").status_code == 200
        return len(seen)

    def note():
        topic = make.topic()
        actions.record(admin, "topics.close", "topic", topic.id)
        actions.record(admin, "channels.create", "channel", topic.channel_id)
        actions.record(admin, "accounts.set_role", "user", topic.author_id)

    note()
    cost()
    few = cost()
    for _ in range(5):
        note()

    assert cost() == few


def test_a_sign_that_no_database_keeps_breaks_no_seal(app):
    actions.record(make.admin(), "moderation.escalate", "post", 1, after={"words": "a\0b"})

    assert [problem for check in checks.ALL for problem in check.problems()] == []
