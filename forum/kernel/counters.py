"""Counters that the database adds up, so that two people counting at once are both counted."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from sqlalchemy import Table, Update, bindparam, update
from sqlalchemy.orm.util import identity_key

from forum.kernel.db import Base, db

GATHERED = "gathered_counts"


def add(model: type[Base], row_id: int, changes: Mapping[str, int], **values: Any) -> None:
    """Add to columns of one row, by name, and set others; a loaded copy reads them anew."""
    gathered = db.session().info.get(GATHERED)
    if gathered is None:
        _write(model, row_id, changes, values)
        return
    sums, last = gathered.setdefault((model, row_id), ({}, {}))
    sums.update({name: sums.get(name, 0) + by for name, by in changes.items()})
    last.update(values)


@contextmanager
def gathered() -> Iterator[None]:
    """Add up what is counted inside the block, and write it once for each row at its end.

    For bringing in much at a time: whoever looks at a counter meanwhile finds it as it was.
    """
    counts: dict[tuple[type[Base], int], tuple[dict[str, int], dict[str, Any]]] = {}
    info = db.session().info
    info[GATHERED] = counts
    try:
        yield
    finally:
        del info[GATHERED]
    # In one order for all, so that nobody waits for each other in a ring.
    for (model, row_id), (sums, values) in sorted(counts.items(), key=_place):
        _write(model, row_id, sums, values)


def _place(entry: tuple[tuple[type[Base], int], Any]) -> tuple[str, int]:
    (model, row_id), _ = entry
    return model.__tablename__, row_id


def _write(
    model: type[Base], row_id: int, changes: Mapping[str, int], values: Mapping[str, Any]
) -> None:
    db.session.flush()
    statement = _statement(model, tuple(changes), tuple(values))
    sums = {f"by_{name}": by for name, by in changes.items()}
    given = {f"new_{name}": value for name, value in values.items()}
    db.session.execute(statement, {"row_id": row_id, **sums, **given})
    loaded = db.session.identity_map.get(identity_key(model, row_id))
    if loaded is not None:
        db.session.expire(loaded, [*changes, *values])


@lru_cache
def _statement(model: type[Base], sums: tuple[str, ...], values: tuple[str, ...]) -> Update:
    """Made once: posting counts in several places, and putting a statement together is dear."""
    table: Table = model.__table__  # type: ignore[assignment]
    added = {name: table.c[name] + bindparam(f"by_{name}") for name in sums}
    given: dict[str, Any] = {name: bindparam(f"new_{name}") for name in values}
    return update(table).where(table.c.id == bindparam("row_id")).values(**added, **given)
