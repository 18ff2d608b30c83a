"""A worker that does what is due, and readers who have things on their screens."""

import pytest
from sqlalchemy import delete

from forum.jobs import worker
from forum.jobs.models import Job
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.notices import seeing
from tests.notices.told import broken_promises


@pytest.fixture
def work(app):
    """Let the worker do everything that is due for notices and for letters."""

    def off():
        with transaction():
            others = ~Job.kind.startswith("notices.") & ~Job.kind.startswith("mail.")
            db.session.execute(delete(Job).where(others))
        done = worker.work_off(app)
        db.session.expire_all()
        return done

    return off


@pytest.fixture
def flush(app):
    """Write what readers left behind."""

    def now():
        db.session.commit()
        with app.app_context():
            seeing.seen.flush()
        db.session.expire_all()

    return now


@pytest.fixture(autouse=True)
def promises(app):
    """Whatever a test does through real actions leaves every promise kept."""
    yield
    db.session.rollback()
    db.session.expire_all()
    seeing.seen.flush()
    assert broken_promises() == []
