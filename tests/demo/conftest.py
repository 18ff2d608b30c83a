"""A year of conversations, and a forum that was filled with a small part of them."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask

from forum.demo import actions, habits, patterns, people, threads
from forum.demo.casting import Casting
from forum.demo.threads import Thread
from forum.demo.timing import Calendar
from forum.kernel.db import db
from tests.conftest import _empty

NOW = datetime(2026, 5, 4, 16, 20, tzinfo=UTC)


@pytest.fixture(scope="session")
def year() -> list[Thread]:
    return the_year()


@pytest.fixture(scope="module")
def filled(whole_app: Flask) -> Iterator[Flask]:
    with whole_app.app_context():
        actions.fill(0.02)
        yield whole_app
        db.session.rollback()
        _empty()
        db.session.remove()


def the_year() -> list[Thread]:
    everybody = people.everybody()
    calendar = Calendar(NOW, {person.username: person for person in everybody})
    casting = Casting(everybody, habits.insiders())
    made = [casting.cast(thread, NOW) for thread in calendar.patterned(patterns.patterned())]
    return [*calendar.handwritten(threads.written()), *made]
