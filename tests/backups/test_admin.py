import shutil
from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.accounts.signals import MembersMerged
from forum.audit.models import AuditEntry
from forum.backups import actions, places, queries
from forum.backups.models import Backup, Stage
from forum.backups.settings import EVERY, KEEP
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.paging import PAGE_SIZE
from forum.kernel.policy import Refused
from forum.kernel.unit import transaction
from tests.support import make
from tests.support.queries import count_queries


@pytest.fixture
def owner(app):
    yield make.admin(username="ruth")
    shutil.rmtree(places.folder(), ignore_errors=True)


def kept(name="one.tar", **given):
    """A backup whose file lies there."""
    places.folder().mkdir(parents=True, exist_ok=True)
    places.file_of(name).write_bytes(b"a backup")
    row = {"made_at": clock.now(), "stage": Stage.DONE, "file": name, "bytes": 8} | given
    return make.save(Backup(**row))


def verbs():
    return db.session.scalars(select(AuditEntry.verb).order_by(AuditEntry.id)).all()


def test_a_forum_without_a_backup_says_so(owner, sign_in):
    browser = sign_in(owner)

    assert "There is no backup yet" in browser.get("/admin/backups").text
    assert "There is no backup yet." in browser.get("/admin").text


def test_moderators_do_not_hear_of_backups(owner, sign_in):
    kept()
    moderator = sign_in(make.moderator())

    assert moderator.get("/admin/backups").status_code == 403
    assert "All backups" not in moderator.get("/admin").text
    with pytest.raises(Refused):
        actions.ask(make.moderator())


def test_an_admin_has_one_made(owner, sign_in):
    browser = sign_in(owner)

    browser.post("/admin/backups/make")
    browser.post("/admin/backups/make")

    asked = queries.open_one()
    assert asked.by_id == owner.id
    assert len(queries.shown().items) == 1
    assert "Waiting for the worker" in browser.get("/admin/backups").text
    assert verbs() == ["backups.ask"]


def test_the_file_is_fetched_and_that_is_written_down(owner, sign_in):
    row = kept()

    answer = sign_in(owner).post(f"/admin/backups/{row.id}/fetch")
    data = answer.data
    answer.close()

    assert data == b"a backup"
    assert "one.tar" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert verbs() == ["backups.fetch"]


def test_fetching_asks_for_the_password_after_a_while(owner, sign_in):
    row = kept()
    browser = sign_in(owner)

    with clock.at(clock.now() + timedelta(minutes=31)):
        answer = browser.post(f"/admin/backups/{row.id}/fetch")

    assert "/again" in answer.location
    assert verbs() == []


@pytest.mark.parametrize("given", [{"file": "/mnt/far.tar"}, {"deleted_at": clock.now()}])
def test_what_does_not_lie_in_the_folder_is_not_fetched(owner, sign_in, given):
    row = kept()
    with transaction():
        for name, value in given.items():
            setattr(row, name, value)
        db.session.add(row)

    assert sign_in(owner).post(f"/admin/backups/{row.id}/fetch").status_code == 404


def test_a_backup_is_deleted_after_a_question(owner, sign_in):
    row = kept()
    browser = sign_in(owner)

    assert "Delete this backup" in browser.get(f"/admin/backups/{row.id}/delete").text
    browser.post(f"/admin/backups/{row.id}/delete")

    assert not places.file_of("one.tar").exists()
    assert queries.shown().items == []
    assert db.session.get(Backup, row.id, populate_existing=True).deleted_by_id == owner.id
    assert verbs() == ["backups.delete"]


def test_one_that_is_being_made_is_not_deleted(owner):
    asked = actions.ask(owner)

    actions.delete(owner, asked.id)

    assert queries.open_one().id == asked.id


def test_a_failure_is_said_where_staff_look_first(owner, sign_in):
    kept(made_at=clock.now() - timedelta(days=1))
    make.save(Backup(failed_at=clock.now(), reason="no_room", details="9 bytes are free"))
    browser = sign_in(owner)

    page = browser.get("/admin/backups").text
    assert "The last try failed" in page
    assert "9 bytes are free" in page
    assert "The disk has too little room" in browser.get("/admin").text


def test_a_failure_before_the_latest_backup_is_no_news(owner, sign_in):
    make.save(Backup(failed_at=clock.now() - timedelta(days=1), reason="no_room"))
    kept()

    assert "The last try failed" not in sign_in(owner).get("/admin/backups").text


def test_an_old_backup_is_called_old(owner, sign_in):
    kept(made_at=clock.now() - timedelta(days=4))

    assert "The latest backup is old" in sign_in(owner).get("/admin/backups").text


def test_the_plan_is_chosen_and_written_down(owner, sign_in):
    form = {"every": "12h", "hour": "4", "keep": "30"}

    answer = sign_in(owner).post("/admin/backups/plan", data=form)

    assert answer.status_code == 302
    assert (EVERY.get(), KEEP.get()) == ("12h", 30)
    assert set(verbs()) == {"site.choose"}


@pytest.mark.parametrize(
    "wrong", [{"every": "1m"}, {"hour": "24"}, {"keep": "0"}, {"keep": "many"}, {"hour": ""}]
)
def test_a_plan_that_cannot_be_keeps_what_was_typed(owner, sign_in, wrong):
    form = {"every": "12h", "hour": "4", "keep": "30"} | wrong

    answer = sign_in(owner).post("/admin/backups/plan", data=form)

    assert answer.status_code == 422
    assert KEEP.get() == KEEP.default
    assert 'value="4"' in answer.text or 'value="24"' in answer.text or wrong == {"hour": ""}


def test_the_page_costs_the_same_for_few_and_for_many(owner, sign_in):
    browser = sign_in(owner)
    kept("a.tar", by_id=owner.id)
    browser.get("/admin/backups")
    with count_queries() as few:
        browser.get("/admin/backups")
    for n in range(30):
        kept(f"b{n}.tar", by_id=make.admin().id)

    with count_queries() as many:
        browser.get("/admin/backups")

    assert len(many) == len(few)


def test_older_ones_are_a_page_away(owner, sign_in):
    for n in range(PAGE_SIZE + 1):
        kept(f"file{n:02}.tar")
    browser = sign_in(owner)

    first = browser.get("/admin/backups").text
    address = first.partition("/admin/backups?after=")[2].partition('"')[0]
    second = browser.get(f"/admin/backups?after={address}").text

    assert "file00.tar" not in first
    assert "file01.tar" not in second
    assert "file00.tar" in second


def test_a_backup_that_was_asked_for_stays_with_the_account_that_is_left(owner):
    other, row = make.admin(), kept(by_id=owner.id)

    with transaction():
        announce(MembersMerged(owner.id, other.id, other.id))

    assert db.session.get(Backup, row.id, populate_existing=True).by_id == other.id
