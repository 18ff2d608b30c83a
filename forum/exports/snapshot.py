"""Reading the database as it is at one moment, however long the reading takes."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Table, func, select, text

from forum.exports import lines, tables
from forum.kernel.db import db

AT_A_TIME = 1000


@dataclass(frozen=True)
class Read:
    """A table that was read: its name, how many rows it had, and a hash of all its lines."""

    table: str
    rows: int
    sha256: str


@contextmanager
def taken() -> Iterator[Connection]:
    """A connection that sees one moment of the whole database; others go on writing meanwhile."""
    with db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        with connection.begin():
            # The moment is that of the first question.
            connection.execute(text("SELECT 1 FROM users LIMIT 1"))
            yield connection


def count(connection: Connection, table: Table) -> int:
    """How many rows a table has."""
    return connection.scalar(select(func.count()).select_from(table)) or 0


def revision(connection: Connection) -> str:
    """The shape of the database, as the migrations call it."""
    return "+".join(sorted(connection.scalars(text("SELECT version_num FROM alembic_version"))))


def read(
    connection: Connection,
    table: Table,
    columns: Sequence[Column[Any]],
    write: Callable[[bytes], object],
    told: Callable[[], object] = lambda: None,
) -> Read:
    """Hand over these columns of a table, line by line in the order of its key; tell of each."""
    query = select(*columns).order_by(*tables.order(table, connection.dialect.name))
    seen, rows = hashlib.sha256(), 0
    # A cursor that gives some rows at a time keeps the memory small, however large the table is.
    found = connection.execute(query, execution_options={"yield_per": AT_A_TIME})
    for row in found:
        line = lines.line(columns, row)
        seen.update(line)
        write(line)
        told()
        rows += 1
    return Read(table.name, rows, seen.hexdigest())
