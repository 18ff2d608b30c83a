from sqlalchemy import text

from forum.kernel.db import db
from forum.verify import tasks
from tests.support import make


def test_the_worker_tells_sqlite_how_its_tables_are_filled(app):
    if db.engine.dialect.name != "sqlite":
        assert tasks.optimize({}) is None
        return
    for _ in range(3):
        make.topic()

    tasks.optimize({})

    learnt = db.session.scalar(text("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'topics'"))
    assert learnt > 0
