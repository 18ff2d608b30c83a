"""When one row takes the place of another, or is left without a name: who points to it then."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ForeignKey, Table, delete, update

from forum.kernel.db import Base, db

# For `mapped_column(…, info=STAYS)`: what was written down of somebody, and stays so.
STAYS = {"stays": True}
# For `mapped_column(…, info=NAMELESS)`: what a member who left did goes on counting, as a number
# behind which nobody is any more. What staff decided (`…by_id`) stays so without saying it.
NAMELESS = {"nameless": True}


def hand_over(*columns: Any, from_id: int, into_id: int) -> None:
    """Let every row that points to the one with these columns point to the other."""
    for column in columns:
        moved = update(column.class_).where(column == from_id).values({column.key: into_id})
        db.session.execute(moved.execution_options(synchronize_session=False))


def let_go(*columns: Any, of: int) -> None:
    """Take out every row that points to the one with these columns."""
    for column in columns:
        gone = delete(column.class_).where(column == of)
        db.session.execute(gone.execution_options(synchronize_session=False))


def personal(table: Table) -> Iterator[ForeignKey]:
    """Every foreign key to this table behind which nothing may be left of somebody who left."""
    for key in pointers(table):
        if not key.parent.info.get("nameless") and not key.parent.name.endswith("by_id"):
            yield key


def pointers(table: Table) -> Iterator[ForeignKey]:
    """Every foreign key of every table that leads to this one, but for those that stay."""
    for other in Base.metadata.sorted_tables:
        for key in other.foreign_keys:
            if key.column.table is table and not key.parent.info.get("stays"):
                yield key
