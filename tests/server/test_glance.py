"""A look into the database before the start: only a forum that needs nothing is served at once."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from forum.config import Config
from forum.server import glance
from forum.server.glance import needs_nothing

KEY = {"FORUM_SECRET_KEY": "a key for tests that is long enough to be taken"}


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """A forum with an owner, at the newest migration."""
    [newest] = glance.newest()
    with closing(sqlite3.connect(tmp_path / "forum.db")) as line, line:
        line.execute("CREATE TABLE alembic_version (version_num)")
        line.execute("INSERT INTO alembic_version VALUES (?)", (newest,))
        line.execute("CREATE TABLE users (role, deactivated_at)")
        line.execute("INSERT INTO users VALUES ('admin', NULL)")
    return Config.from_environment(KEY, data_dir=tmp_path)


def do(config: Config, statement: str) -> None:
    with closing(sqlite3.connect(config.data_dir / "forum.db")) as line, line:
        line.execute(statement)


def test_a_forum_that_needs_nothing_needs_nothing(config: Config):
    assert needs_nothing(config)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE alembic_version SET version_num = 'older'",
        "DELETE FROM alembic_version",
        "DROP TABLE alembic_version",
        "UPDATE users SET role = 'member'",
        "UPDATE users SET deactivated_at = '2026-01-01'",
        "DROP TABLE users",
    ],
)
def test_what_the_preparation_must_see_to_is_left_to_it(config: Config, change: str):
    do(config, change)

    assert not needs_nothing(config)


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path):
    config = Config.from_environment(KEY, data_dir=tmp_path)

    assert not needs_nothing(config)
    assert not (tmp_path / "forum.db").exists()


def test_a_server_of_databases_is_left_to_the_preparation(config: Config):
    address = {"FORUM_DATABASE_URL": "postgresql:///anything"}
    elsewhere = Config.from_environment(KEY | address, data_dir=config.data_dir)

    assert not needs_nothing(elsewhere)
