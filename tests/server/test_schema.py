import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from forum import paths
from forum.app import create_app
from forum.config import Config
from forum.jobs import actions as jobs
from forum.jobs import checks
from forum.kernel import clock
from forum.kernel.db import db
from forum.server import schema
from forum.server.schema import State
from tests.support import make


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Flask]:
    """The forum on an SQLite file that has nothing in it."""
    config = Config.from_environment({}, data_dir=tmp_path, secret_key="k" * 40, testing=True)
    app = create_app(config)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def config(bare: Flask) -> Config:
    return bare.extensions["config"]


def pretend(revision: str) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :it"), {"it": revision})


def copies(config: Config) -> list[Path]:
    return sorted((config.data_dir / "before-migrations").glob("*.db"))


def test_a_new_database_is_empty_and_then_current(config):
    assert schema.state() is State.EMPTY

    schema.migrate(config)

    assert schema.state() is State.CURRENT
    assert copies(config) == []


def test_a_database_from_a_later_version_is_refused_and_left_alone(config):
    schema.migrate(config)
    pretend("from_the_future")

    with pytest.raises(schema.SchemaError, match="newer than this version"):
        schema.migrate(config)
    with pytest.raises(schema.SchemaError, match="newer than this version"):
        schema.require_current()

    assert copies(config) == []


def test_a_database_that_is_not_up_to_date_is_not_served(config):
    with pytest.raises(schema.SchemaError, match="forum migrate"):
        schema.require_current()


def test_before_a_migration_a_checked_copy_is_put_aside(config, monkeypatch):
    schema.migrate(config)
    with db.engine.begin() as connection:
        connection.execute(text("CREATE TABLE kept (word TEXT)"))
        connection.execute(text("INSERT INTO kept VALUES ('still here')"))
    monkeypatch.setattr(schema, "state", lambda: State.BEHIND)

    schema.migrate(config)

    [copy] = copies(config)
    assert copy.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(copy)) as opened:
        assert opened.execute("SELECT word FROM kept").fetchall() == [("still here",)]


def test_only_the_newest_copies_are_kept(config, monkeypatch):
    schema.migrate(config)
    monkeypatch.setattr(schema, "state", lambda: State.BEHIND)

    for _ in range(schema.COPIES_KEPT + 2):
        schema.migrate(config)

    assert len(copies(config)) == schema.COPIES_KEPT


def test_a_worker_from_before_is_not_blamed_for_what_came_with_the_migration(config, monkeypatch):
    schema.migrate(config)
    with clock.at(clock.now() - timedelta(hours=1)):
        jobs.note_pulse("before", clock.now() - timedelta(hours=1))
    assert any(checks.lost())
    monkeypatch.setattr(schema, "state", lambda: State.BEHIND)

    schema.migrate(config)

    assert list(checks.lost()) == []


STEP = '''
"""planted: rebuild a table to which others point"""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "planted", {before!r}


def upgrade():
    with op.batch_alter_table("users", recreate="always") as users:
        users.add_column(sa.Column("planted", sa.Integer()))


def downgrade():
    pass
'''


def test_a_table_is_rebuilt_without_losing_the_rows_that_point_at_it(config, monkeypatch, tmp_path):
    schema.migrate(config)
    member = make.member()
    topic = make.topic(author=member)
    before = schema._present_revisions().pop()
    db.session.remove()
    folder = tmp_path / "migrations"
    shutil.copytree(paths.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "planted.py").write_text(STEP.format(before=before))
    monkeypatch.setattr(paths, "MIGRATIONS", folder)

    assert schema.migrate(config) is True

    assert schema._present_revisions() == {"planted"}
    with db.engine.connect() as connection:
        rows = connection.execute(
            text("SELECT author_id FROM topics WHERE id = :id"), {"id": topic.id}
        )
        assert rows.scalars().all() == [member.id]
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall() == []
