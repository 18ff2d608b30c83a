"""How Alembic finds the database and the tables. Migrations themselves never import the forum."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from flask import current_app

from forum.kernel.db import UtcDateTime

target = current_app.extensions["migrate"].db


def render_item(kind: str, item: Any, autogen_context: Any) -> str | Literal[False]:
    """Write our column types as plain ones, because a migration outlives the code."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, sa.JSON):
        autogen_context.imports.add("from sqlalchemy.dialects import postgresql")
        return 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'
    return False


@contextmanager
def references_at_rest(connection: sa.Connection) -> Iterator[None]:
    """Let SQLite rebuild a table: dropping the old one would take along the rows that point at it.

    What points nowhere afterwards is an error, and is said at the end.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    # On the driver itself, because this switch does nothing inside a transaction.
    driver: Any = connection.connection.dbapi_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
        lost = driver.execute("PRAGMA foreign_key_check").fetchall()
    finally:
        driver.execute("PRAGMA foreign_keys=ON")
    if lost:
        raise RuntimeError(f"After the migration, {len(lost)} rows point nowhere: {lost[:5]}")


def run() -> None:
    """Migrate over one connection, each step in a transaction of its own."""
    with target.engine.connect() as connection, references_at_rest(connection):
        context.configure(
            connection=connection,
            target_metadata=target.metadata,
            render_item=render_item,
            render_as_batch=True,
            compare_type=True,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
