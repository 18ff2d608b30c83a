"""The shape of the database: brought up to date with a safety copy, never used when too new."""

import fcntl
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from enum import StrEnum
from pathlib import Path

import flask_migrate
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask, current_app
from sqlalchemy import text

from forum import paths
from forum.config import Config
from forum.jobs import actions as jobs
from forum.kernel import clock
from forum.kernel.db import db, write_mode

log = logging.getLogger(__name__)
COPIES_KEPT = 3
# One number for all who migrate; it means nothing else.
LOCK = 7_204_912


class SchemaError(Exception):
    """The database cannot be used as it is; the message says what to do."""


class State(StrEnum):
    """How the database stands to the code."""

    EMPTY = "empty"
    BEHIND = "behind"
    CURRENT = "current"
    AHEAD = "ahead"


def state() -> State:
    """Compare the database with the migrations that this code knows."""
    known = ScriptDirectory(str(paths.MIGRATIONS))
    present = _present_revisions()
    if not present:
        return State.EMPTY
    if present == set(known.get_heads()):
        return State.CURRENT
    all_known = {script.revision for script in known.walk_revisions()}
    return State.BEHIND if present <= all_known else State.AHEAD


def migrate(config: Config) -> bool:
    """Bring the database up to date; returns whether there was anything to do.

    A copy of an SQLite database is put aside first. Raises SchemaError when it is newer than the
    code. Several processes may try at once: one of them does it, the others wait.
    """
    with _one_at_a_time(config.data_dir):
        found = state()
        if found is State.AHEAD:
            raise SchemaError(_too_new())
        if found is State.CURRENT:
            return False
        if found is State.BEHIND and config.is_sqlite:
            _put_copy_aside(config.data_dir)
        with write_mode():
            know_migrations(current_app)
            flask_migrate.upgrade(directory=str(paths.MIGRATIONS))
        if found is State.BEHIND:
            jobs.forget_workers()
        db.session.remove()
        return True


def know_migrations(app: Flask) -> None:
    """Let Flask-Migrate find the migrations; a server that only serves does without it."""
    flask_migrate.Migrate(app, db, directory=str(paths.MIGRATIONS), render_as_batch=True)


def require_current() -> None:
    """Raise SchemaError unless the database fits the code exactly."""
    found = state()
    if found is State.AHEAD:
        raise SchemaError(_too_new())
    if found is not State.CURRENT:
        raise SchemaError("The database is not up to date: run `forum migrate` first.")


def _present_revisions() -> set[str]:
    with db.engine.connect() as connection:
        return set(MigrationContext.configure(connection).get_current_heads())


def _too_new() -> str:
    return (
        "The database is newer than this version of the forum. Nothing was changed. "
        "Start the version that you ran last, or a later one."
    )


@contextmanager
def _one_at_a_time(data_dir: Path) -> Iterator[None]:
    """Keep other processes out: those with the same folder, and those with the same server."""
    with (data_dir / "migrating").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if db.engine.dialect.name != "postgresql":
            yield
            return
        with db.engine.connect() as connection:
            connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": LOCK})
            try:
                yield
            finally:
                connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": LOCK})


def _put_copy_aside(data_dir: Path) -> Path:
    """A checked copy of the SQLite file, as it was; the newest few are kept."""
    folder = data_dir / "before-migrations"
    folder.mkdir(mode=0o700, exist_ok=True)
    name = f"{clock.now():%Y%m%d-%H%M%S-%f}-{'-'.join(sorted(_present_revisions()))}.db"
    copy = folder / name
    source_file = str(db.engine.url.database)
    with closing(sqlite3.connect(source_file)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        verdict = target.execute("PRAGMA integrity_check").fetchone()[0]
    copy.chmod(0o600)
    if verdict != "ok":
        raise SchemaError(f"The database is damaged, so it was not migrated: {verdict}")
    for old in sorted(folder.glob("*.db"))[:-COPIES_KEPT]:
        old.unlink()
    log.info("a copy of the database as it was is at %s", copy)
    return copy
