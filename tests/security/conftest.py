"""One walk through the whole town for all tests that read what it brought."""

import pytest
from flask import Flask

from forum.kernel import clock
from forum.kernel.db import db
from forum.web.limits import register as reset_limits
from tests.conftest import _empty
from tests.security.crawl import Walk, dump, walk
from tests.security.town import DAY, LATER, Town, add_secrets, build


@pytest.fixture(scope="session")
def town_walk(whole_app: Flask) -> Walk:
    """What guests, members, insiders and staff were shown at every address."""
    reset_limits(whole_app)
    with whole_app.app_context(), clock.at(LATER):
        try:
            return _walk_through(whole_app)
        finally:
            db.session.rollback()
            _empty()
            db.session.remove()


@pytest.fixture
def town(app: Flask) -> Town:
    """A town with its secrets, for a test of its own."""
    with clock.at(DAY):
        made = build()
        add_secrets(made)
    return made


def _walk_through(app: Flask) -> Walk:
    seen = Walk()
    with clock.at(DAY):
        town = build()
    for who in ("guest", "member"):
        seen.before += walk(app, who, town, town.open)
    with clock.at(DAY):
        add_secrets(town)
    for who in ("guest", "member"):
        seen.beside += walk(app, who, town, town.open)
    seen.dumps.append(dump(but=("sessions",)))
    for who in ("guest", "member"):
        seen.at_secrets += walk(app, who, town, town.secret)
    for who in ("insider", "moderator", "admin"):
        seen.by_staff += walk(app, who, town, town.secret)
    seen.by_staff += walk(app, "admin", town, town.open)
    seen.dumps.append(dump(but=("sessions",)))
    return seen
