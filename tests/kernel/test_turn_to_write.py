"""On SQLite one thread of a process writes at a time, and whoever waits gets their turn."""

import gc
import threading

import pytest
from sqlalchemy import text

from forum.accounts.models import User
from forum.kernel.db import db, write_mode
from tests.support import make

PATIENCE_SECONDS = 10


@pytest.fixture(autouse=True)
def only_on_sqlite(app):
    if db.engine.dialect.name != "sqlite":
        pytest.skip("Elsewhere: PostgreSQL lets many write at once")
    db.session.rollback()


def somebody_else_writes(app):
    """Whether another thread gets its turn."""
    written = []

    def write():
        with app.app_context():
            written.append(make.member().id)

    other = threading.Thread(target=write, daemon=True)
    other.start()
    other.join(PATIENCE_SECONDS)
    return bool(written)


def test_two_transactions_on_one_connection_hold_one_turn(app):
    with write_mode(), db.engine.connect() as connection:
        for _ in range(2):
            with connection.begin():
                connection.execute(text("UPDATE users SET bio = bio"))

    assert somebody_else_writes(app)


def test_who_writes_keeps_the_others_waiting(app):
    began, ended = threading.Event(), []

    def write():
        with app.app_context():
            began.set()
            make.member()
            ended.append("second")

    with write_mode(), db.engine.connect() as connection, connection.begin():
        connection.execute(text("UPDATE users SET bio = bio"))
        other = threading.Thread(target=write, daemon=True)
        other.start()
        began.wait(PATIENCE_SECONDS)
        other.join(0.2)
        ended.append("first")
    other.join(PATIENCE_SECONDS)

    assert ended == ["first", "second"]


def test_a_connection_that_another_thread_clears_up_after_gives_its_turn_back(app):
    with write_mode():
        kept = [db.engine.connect()]
        kept[0].begin()
    kept[0].execute(text("UPDATE users SET bio = bio"))

    def clear_up():
        kept.pop().close()
        gc.collect()

    other = threading.Thread(target=clear_up)
    other.start()
    other.join(PATIENCE_SECONDS)

    assert somebody_else_writes(app)
    assert db.session.query(User).count() == 1
