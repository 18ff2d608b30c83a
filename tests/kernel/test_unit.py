from dataclasses import dataclass

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from forum.accounts.models import User
from forum.kernel.bus import Many, announce, each
from forum.kernel.db import db
from forum.kernel.unit import action, transaction
from tests.support import make


@dataclass(frozen=True)
class Rang:
    """A signal for this test alone."""

    name: str


@dataclass(frozen=True)
class Unheard:
    """A signal that nobody listens to."""


@pytest.fixture
def hear(app):
    """Connect handlers to the test's signal for the length of the test."""
    handlers = app.extensions["bus"].handlers[Rang]
    yield handlers.append
    handlers.clear()


def members() -> int:
    return db.session.scalar(select(func.count(User.id)))


def test_a_failing_block_keeps_nothing(app):
    def fail():
        with transaction():
            make.member()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert members() == 0


def test_what_listeners_write_is_kept_with_the_cause(app, hear):
    hear(lambda signal: make.member(username=signal.name))

    with transaction():
        announce(Rang("heard"))

    assert members() == 1


def test_a_failing_listener_loses_only_its_own_rows(app, hear, monkeypatch):
    monkeypatch.setattr(app, "testing", False)

    def bad(signal):
        make.member(username="bad")
        raise ValueError

    hear(bad)
    hear(lambda signal: make.member(username="good"))
    with transaction():
        announce(Rang("x"))

    assert db.session.scalars(select(User.username)).all() == ["good"]


def test_a_listener_of_many_hears_all_that_wait_at_once_and_once(app, hear):
    heard = []
    hear(Many(lambda signals: heard.append([signal.name for signal in signals])))

    with transaction():
        announce(Rang("one"))
        announce(Unheard())
        announce(Rang("two"))

    assert heard == [["one", "two"]]


def test_a_listener_of_many_hears_what_is_announced_meanwhile_too(app, hear):
    heard = []

    def echo(signal):
        if signal.name != "echo":
            announce(Rang("echo"))

    hear(echo)
    hear(Many(lambda signals: heard.append([signal.name for signal in signals])))
    with transaction():
        announce(Rang("one"))
        announce(Rang("two"))

    assert heard == [["one", "two"], ["echo", "echo"]]


def test_of_many_only_the_one_that_makes_a_listener_fail_is_lost(app, hear, monkeypatch):
    monkeypatch.setattr(app, "testing", False)

    def choosy(signal):
        make.member(username=signal.name)
        if signal.name == "bad":
            raise ValueError

    hear(each(choosy))
    with transaction():
        for name in ("ada", "bad", "grace"):
            announce(Rang(name))

    assert db.session.scalars(select(User.username).order_by(User.id)).all() == ["ada", "grace"]


def test_what_a_failing_listener_announced_is_not_heard(app, hear, monkeypatch):
    monkeypatch.setattr(app, "testing", False)
    heard = []

    def bad(signal):
        if signal.name == "first":
            announce(Rang("never"))
            raise ValueError

    hear(bad)
    hear(lambda signal: heard.append(signal.name))
    with transaction():
        announce(Rang("first"))

    assert heard == ["first"]


def test_every_sqlite_connection_survives_a_loss_of_power(app, durable):
    if db.engine.dialect.name != "sqlite":
        assert db.engine.dialect.name == "postgresql"
        return
    with db.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


def test_a_zero_character_is_kept_or_replaced_and_is_no_failure(app):
    made = make.member(display_name="Ada\0Lovelace")

    found = db.session.scalar(select(User.id).where(User.display_name == "Ada\0Lovelace"))

    assert found == made.id


@action
def join_and_ring():
    make.member()
    announce(Rang("ada"))


def test_a_listener_under_whom_the_database_goes_away_takes_the_whole_action_along(
    app, hear, monkeypatch
):
    def lose(_: Rang):
        raise OperationalError("INSERT", {}, Exception("gone"), connection_invalidated=True)

    monkeypatch.setattr(app, "testing", False)
    hear(lose)

    with pytest.raises(OperationalError):
        join_and_ring()

    assert members() == 0
