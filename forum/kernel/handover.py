"""When one row takes the place of another: whoever pointed to the one points to the other."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ForeignKey, Table, update

from forum.kernel.db import Base, db

# For `mapped_column(…, info=STAYS)`: what was written down of somebody, and stays so.
STAYS = {"stays": True}


def hand_over(*columns: Any, from_id: int, into_id: int) -> None:
    """Let every row that points to the one with these columns point to the other."""
    for column in columns:
        moved = update(column.class_).where(column == from_id).values({column.key: into_id})
        db.session.execute(moved.execution_options(synchronize_session=False))


def pointers(table: Table) -> Iterator[ForeignKey]:
    """Every foreign key of every table that leads to this one, but for those that stay."""
    for other in Base.metadata.sorted_tables:
        for key in other.foreign_keys:
            if key.column.table is table and not key.parent.info.get("stays"):
                yield key
