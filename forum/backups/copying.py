"""Copies of the database under load: whole ones, of one moment, proven by opening them."""

import gzip
import logging
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from forum.backups import postgres
from forum.backups.archive import PIECE, Unusable
from forum.exports import actions as exports
from forum.exports import queries as exported
from forum.kernel.db import Base, db

log = logging.getLogger(__name__)
SQLITE, POSTGRES, ROWS = "sqlite", "postgresql", "rows"
NAMES = {SQLITE: "database.sqlite", POSTGRES: "database.dump", ROWS: "database.zip"}


@dataclass(frozen=True)
class Copy:
    """A copy of the database: its kind, its file, its shape, and how many rows each table has."""

    kind: str
    file: Path
    revision: str
    counts: Mapping[str, int]


def make(folder: Path) -> Copy:
    """Copy the database as it is at one moment into the folder, while others go on writing."""
    if db.engine.dialect.name == "sqlite":
        return _copy_sqlite(folder / NAMES[SQLITE])
    try:
        return _dump(folder / NAMES[POSTGRES])
    except (OSError, subprocess.CalledProcessError) as error:
        log.warning(
            "pg_dump did not do it, so all rows are written instead: %s", postgres.said(error)
        )
        return _write_rows(folder / NAMES[ROWS])


def check(kind: str, file: Path, counts: Mapping[str, int]) -> None:
    """Open a copy and compare it with what it should hold. Raises Unusable."""
    if kind == SQLITE:
        _check_sqlite(file, counts)
    elif kind == POSTGRES:
        _check_dump(file)
    elif kind != ROWS:
        raise Unusable(f"The backup is of an unknown kind: {kind}.")


def compressed(file: Path) -> Path:
    """The file made smaller, in place of itself; what is small already stays."""
    if file.suffix != ".sqlite":
        return file
    smaller = file.with_name(f"{file.name}.gz")
    with file.open("rb") as source, gzip.open(smaller, "wb", compresslevel=3) as target:
        shutil.copyfileobj(source, target, PIECE)
    file.unlink()
    return smaller


def _copy_sqlite(file: Path) -> Copy:
    source_file = str(db.engine.url.database)
    with closing(sqlite3.connect(source_file)) as source, closing(sqlite3.connect(file)) as target:
        # In one step: a copy in several begins anew whenever somebody writes between them.
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
        revisions = target.execute("SELECT version_num FROM alembic_version ORDER BY 1").fetchall()
        counts = _counts(target)
    return Copy(SQLITE, file, "+".join(row[0] for row in revisions), counts)


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    known = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    names = sorted(known & Base.metadata.tables.keys())
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 -- ours
        for name in names
    }


def _check_sqlite(file: Path, counts: Mapping[str, int]) -> None:
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as copy:
            verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
            dangling = copy.execute("PRAGMA foreign_key_check").fetchone()
            found = _counts(copy)
    except sqlite3.DatabaseError as error:
        raise Unusable(f"The copy of the database cannot be read: {error}.") from error
    if verdict != "ok":
        raise Unusable(f"The copy of the database is damaged: {verdict}.")
    if dangling:
        raise Unusable(f"The copy of the database has a row that points nowhere: {dangling[0]}.")
    if found != dict(counts):
        raise Unusable("The copy of the database has other rows than were counted.")


def _dump(file: Path) -> Copy:
    with exported.snapshot() as connection:
        moment = connection.scalar(text("SELECT pg_export_snapshot()"))
        counts = exported.counts(connection)
        revision = exported.revision(connection)
        postgres.run(
            "pg_dump",
            "--format=custom",
            "--compress=3",
            "--no-owner",
            "--no-privileges",
            f"--snapshot={moment}",
            f"--file={file}",
        )
    return Copy(POSTGRES, file, revision, counts)


def _check_dump(file: Path) -> None:
    """Let PostgreSQL read all of it, as it would to bring it back."""
    try:
        postgres.read(file)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Unusable(
            f"The copy of the database cannot be read: {postgres.said(error)}."
        ) from error


def _write_rows(file: Path) -> Copy:
    contents = exports.write_rows(file)
    counts = {read.table: read.rows for read in contents.tables}
    return Copy(ROWS, file, contents.revision, counts)
