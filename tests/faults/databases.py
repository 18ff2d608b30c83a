"""The databases on which faults are tried: SQLite, and a PostgreSQL where one is at hand."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask
from sqlalchemy import text

from bin.checks import found
from forum.app import create_app
from forum.config import Config
from forum.kernel.db import db
from forum.server import folder, schema


@dataclass(frozen=True)
class Database:
    """A forum with nothing in it: its folder, and what its processes must be told."""

    data: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    @contextmanager
    def opened(self) -> Iterator[Flask]:
        """The application on this database, for rows and questions of our own."""
        app = create_app(Config.from_environment(self.settings, data_dir=self.data, testing=True))
        with app.app_context():
            yield app
            db.session.remove()
            db.engine.dispose()

    def is_whole(self) -> bool:
        """Whether the database itself finds no damage in its file; PostgreSQL is asked nothing."""
        if self.settings:
            return True
        with self.opened(), db.engine.connect() as connection:
            return connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"


def databases() -> Mapping[str, Callable[[Path], AbstractContextManager[Database]]]:
    """How to make each kind that this machine has."""
    server = found.postgres()
    kinds: dict[str, Callable[[Path], AbstractContextManager[Database]]] = {"SQLite": _sqlite}
    if server is None:
        print("not tried: PostgreSQL, for there is no server on which we may make databases")
    else:
        kinds["PostgreSQL"] = _postgres
    return kinds


@contextmanager
def _sqlite(data: Path) -> Iterator[Database]:
    yield _migrated(Database(data))


@contextmanager
def _postgres(data: Path) -> Iterator[Database]:
    with found.own_database(found.postgres()) as url:
        yield _migrated(Database(data, {"FORUM_DATABASE_URL": url}))


def _migrated(database: Database) -> Database:
    folder.prepare(database.data)
    with database.opened() as app:
        schema.migrate(app.extensions["config"])
    return database


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """What a process of the forum is told: nothing but these settings, of ours."""
    kept = {name: word for name, word in os.environ.items() if not name.startswith("FORUM_")}
    return {**kept, **settings}
