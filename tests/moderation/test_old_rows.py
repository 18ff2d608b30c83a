"""A site from before the queue weighed its cases: what waited there then is there, can be looked at
and decided on, and is proven."""

import shutil

import flask_migrate
import pytest
from sqlalchemy import text

from forum import paths
from forum.kernel import clock
from forum.kernel.db import db
from forum.moderation import actions, checks, queries
from forum.moderation.models import Band, CaseState, Flag, Outcome, Ruling
from forum.moderation.queries import Tab
from forum.newcomers import checks as newcomers
from forum.server import schema
from tests.support import make
from tests.support.sites import Place, opened
from tests.topics.writing import reply, start

# The last migration before cases had a priority, a due moment and a state.
BEFORE = "20261125_20"
QUEUE = "/admin/moderation"


@pytest.fixture(scope="module")
def old_site(tmp_path_factory):
    """The data of a forum that waits for its team, brought back to that version and up again."""
    data = tmp_path_factory.mktemp("old")
    with opened(Place(data)) as app:
        room = make.channel(reviewed_since=clock.now())
        _waits, gone, dealt_with = (reply(start(make.moderator(), room)) for _ in range(3))
        start(make.member(username="quinn"))
        actions.approve(make.moderator(display_name="Old Lena"), case_of(dealt_with))
        actions.withdraw("post", gone.id)
        db.session.remove()
        schema.know_migrations(app)
        flask_migrate.downgrade(directory=str(paths.MIGRATIONS), revision=BEFORE)
        with db.engine.connect() as bare:
            known = bare.execute(text("SELECT * FROM reviewables ORDER BY id")).mappings().all()
        assert len(known) == 3
        assert "due_at" not in known[0]
        schema.migrate(app.extensions["config"])
    return data


@pytest.fixture
def app(old_site, tmp_path):
    """That forum, for one test."""
    shutil.copytree(old_site, tmp_path / "site")
    with opened(Place(tmp_path / "site")) as one:
        yield one


def case_of(post):
    return queries.case_of("post", post.id)


def problems():
    return [one for check in (*checks.ALL, *newcomers.ALL) for one in check.problems()]


@pytest.fixture
def old(app):
    """The case that has waited since then."""
    [waiting] = queries.queue(Tab.OPEN, by=make.moderator()).items
    return waiting.case


def test_what_waited_is_there_and_is_weighed_at_once(old):
    assert (old.state, old.band, old.version) == (CaseState.OPEN, Band.LOW, 1)
    assert problems() == []

    actions.let_time_pass()

    assert old.changes_at is None or old.changes_at > clock.now()
    assert problems() == []


@pytest.mark.parametrize("tab", Tab)
def test_every_part_of_the_queue_shows_it(app, old, sign_in, tab):
    page = sign_in(make.moderator()).get(f"{QUEUE}?tab={tab}&case={old.id}&heard={old.id}")

    assert page.status_code == 200
    assert "priority 12" in page.text
    assert "Everything in this channel is read first." in page.text


def test_what_was_decided_then_says_who_did(app, sign_in):
    page = sign_in(make.moderator()).get(f"{QUEUE}/decided")

    assert "Old Lena" in page.text


def test_it_is_taken_given_and_decided_on_as_any_other(app, old, sign_in):
    lena = make.moderator()
    ben = sign_in(make.moderator())
    actions.claim(lena, old)

    page = ben.get(f"{QUEUE}?case={old.id}").text
    actions.release(lena, old)
    made = ben.post(f"{QUEUE}/{old.id}/approve", data={"version": old.version})

    assert "Taken by" in page
    assert made.status_code == 302
    assert db.session.query(Ruling).filter_by(case_id=old.id).one().outcome == Outcome.APPROVE
    assert db.session.query(Flag).count() == 0
    assert problems() == []


def test_first_posts_of_then_stand_on_their_desk(app, sign_in):
    page = sign_in(make.moderator()).get("/admin/first-posts")

    assert page.status_code == 200
    assert "quinn" in page.text
