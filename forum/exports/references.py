"""Letting references rest while rows come in by tables, so that their order does not matter."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import DDL, Connection, text
from sqlalchemy.sql.compiler import IdentifierPreparer


@contextmanager
def at_rest(connection: Connection) -> Iterator[None]:
    """Look at all references at the end of the block; one that leads nowhere is an error there."""
    if connection.dialect.name == "sqlite":
        # The references are looked at when the transaction ends.
        connection.execute(text("PRAGMA defer_foreign_keys=ON"))
        yield
        return
    _alter(connection, "DEFERRABLE INITIALLY DEFERRED")
    yield
    connection.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    _alter(connection, "NOT DEFERRABLE")


def _alter(connection: Connection, how: str) -> None:
    quoted = IdentifierPreparer(connection.dialect).quote
    keys = text(
        'SELECT conrelid::regclass::text AS "table", conname AS name FROM pg_constraint '
        "WHERE contype = 'f' AND connamespace = current_schema()::regnamespace ORDER BY 1, 2"
    )
    for key in connection.execute(keys).all():
        # The names are those of the database itself, and quoted by it or by us.
        change = f"ALTER TABLE {key.table} ALTER CONSTRAINT {quoted(key.name)} {how}"
        connection.execute(DDL(change))  # type: ignore[no-untyped-call]
