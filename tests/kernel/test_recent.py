"""What all pages share is read once in a moment, and anew as soon as it may be different."""

import contextlib
import threading
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum.accounts.models import User
from forum.kernel import clock, recent
from forum.kernel.db import db
from forum.kernel.recent import Recent
from forum.kernel.unit import transaction
from forum.site import actions as site
from tests.support import make
from tests.support.queries import count_queries_again

MEMBERS = Recent(lambda: db.session.scalar(select(func.count()).select_from(User)) or 0)


@pytest.fixture
def apart(app: Flask) -> Callable[[Callable[[], object]], None]:
    """Does something in another thread, with a session of its own."""

    def run(work: Callable[[], object]) -> None:
        def whole() -> None:
            with app.app_context():
                work()
                db.session.remove()

        thread = threading.Thread(target=whole)
        thread.start()
        thread.join()

    return run


def test_it_is_asked_for_once_by_all(app: Flask, apart):
    MEMBERS.get()

    with count_queries_again() as seen:
        apart(MEMBERS.get)
        assert MEMBERS.get() == 0

    assert seen == []


def test_what_this_process_writes_is_seen_at_once(app: Flask, apart):
    assert MEMBERS.get() == 0

    apart(make.member)
    db.session.rollback()

    assert MEMBERS.get() == 1


def test_whoever_writes_sees_what_they_have_written(app: Flask):
    assert MEMBERS.get() == 0

    with transaction():
        make.member()
        assert MEMBERS.get() == 1


def test_what_was_rolled_back_is_not_kept(app: Flask):
    with contextlib.suppress(LookupError), transaction():
        make.member()
        MEMBERS.get()
        raise LookupError

    assert MEMBERS.get() == 0


def test_what_was_read_before_a_write_is_not_kept_after_it(app: Flask, apart):
    """A page that began to read before the commit must not hand its state on to later ones."""
    db.session.execute(select(User.id)).all()
    apart(make.member)

    MEMBERS.get()
    db.session.rollback()

    assert MEMBERS.get() == 1


def test_what_another_process_wrote_is_seen_when_the_moment_is_over(app, monkeypatch):
    MEMBERS.get()
    monkeypatch.setattr(recent, "forget", lambda: None)
    make.member()
    now = clock.now()
    assert MEMBERS.get() == 0

    monkeypatch.setattr(app, "testing", False)
    monkeypatch.setattr(clock, "now", lambda: now + recent.MOMENT)

    assert MEMBERS.get() == 1


def test_a_setting_is_seen_by_the_next_page(app: Flask, guest):
    owner = make.admin()
    guest.get("/")

    site.choose(owner, "site.name", "The Roastery")

    assert "The Roastery" in guest.get("/").text
