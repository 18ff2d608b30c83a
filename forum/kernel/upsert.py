"""INSERT … ON CONFLICT, in the words of whichever database is there."""

from typing import Any, TypeAlias

from sqlalchemy.dialects import postgresql, sqlite

from forum.kernel.db import Model, db

Insert: TypeAlias = sqlite.Insert | postgresql.Insert
INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def insert(table: type[Model]) -> Insert:
    """An insert into the table that can say what happens when the row is there already."""
    found: Insert = INSERTS[db.session.get_bind().dialect.name](table)
    return found
