import pytest
from sqlalchemy import text

from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.verify import tasks
from tests.support import make


@pytest.fixture
def unlearnt(app):
    """A database that knows nothing of its tables, before and after."""
    _forget()
    yield
    _forget()


def _forget():
    db.session.rollback()
    # A new connection, which has not asked for anything yet.
    db.engine.dispose()
    if db.engine.dialect.name == "sqlite":
        with transaction():
            db.session.execute(text("DROP TABLE IF EXISTS sqlite_stat1"))
        db.session.remove()
        db.engine.dispose()


def test_the_worker_tells_sqlite_how_its_tables_are_filled(unlearnt):
    if db.engine.dialect.name != "sqlite":
        assert tasks.optimize({}) is None
        return
    for _ in range(3):
        make.topic()
    db.session.remove()
    db.engine.dispose()

    tasks.optimize({})

    learnt = db.session.scalar(text("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'topics'"))
    assert learnt > 0
