"""Promises about the database as a whole."""

from collections.abc import Iterator

from sqlalchemy import text

from forum.kernel.db import db
from forum.kernel.manifest import Check


def damaged_pages() -> Iterator[str]:
    """SQLite's own proof that the file is whole; PostgreSQL guards its pages itself."""
    if db.engine.dialect.name != "sqlite":
        return
    for (line,) in db.session.execute(text("PRAGMA integrity_check")):
        if line != "ok":
            yield line


def dangling_references() -> Iterator[str]:
    """Rows that point to rows that are gone. PostgreSQL cannot hold any."""
    if db.engine.dialect.name != "sqlite":
        return
    for table, rowid, parent, _ in db.session.execute(text("PRAGMA foreign_key_check")):
        yield f"{table} row {rowid} points to a row of {parent} that does not exist"


ALL = [
    Check("the database file is whole", damaged_pages),
    Check("every reference leads to a row", dangling_references),
]
