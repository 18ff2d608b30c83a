"""Counters that the database adds up, so that two people counting at once are both counted."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from itertools import groupby
from typing import Any, TypeAlias

from sqlalchemy import Table, Update, bindparam, update
from sqlalchemy.orm.util import identity_key

from forum.kernel.db import Base, db

GATHERED = "gathered_counts"
Counts: TypeAlias = dict[tuple[type[Base], int], tuple[dict[str, int], dict[str, Any]]]


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

    For bringing in much at a time: whoever looks at a counter meanwhile finds it as it was. Inside
    another such block everything is handed to that one at the end, and forgotten after a failure.
    """
    counts: Counts = {}
    info = db.session().info
    around = info.get(GATHERED)
    info[GATHERED] = counts
    try:
        yield
    finally:
        info[GATHERED] = around
    if around is not None:
        for (model, row_id), (sums, values) in counts.items():
            add(model, row_id, sums, **values)
        return
    # In one order for all, so that nobody waits for each other in a ring.
    for kind, some in groupby(sorted(counts.items(), key=_place), key=_kind):
        _write_all(*kind, list(some))


def _kind(entry: tuple[Any, tuple[Any, dict[str, Any]]]) -> tuple[type[Base], tuple[str, ...]]:
    (model, _), (_, values) = entry
    return model, tuple(values)


def _write_all(model: type[Base], given: tuple[str, ...], entries: list[Any]) -> None:
    """Write the counts of many rows of one table with one statement."""
    db.session.flush()
    names = tuple(sorted({name for _, (sums, _) in entries for name in sums}))
    rows = [
        {"row_id": row_id}
        | {f"by_{name}": sums.get(name, 0) for name in names}
        | {f"new_{name}": values[name] for name in given}
        for (_, row_id), (sums, values) in entries
    ]
    db.session.execute(_statement(model, names, given), rows)
    for (_, row_id), _ in entries:
        _forget(model, row_id, [*names, *given])


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
    _forget(model, row_id, [*changes, *values])


def _forget(model: type[Base], row_id: int, names: list[str]) -> None:
    """Let a loaded copy read these columns anew."""
    loaded = db.session.identity_map.get(identity_key(model, row_id))
    if loaded is not None:
        db.session.expire(loaded, names)


@lru_cache
def _statement(model: type[Base], sums: tuple[str, ...], values: tuple[str, ...]) -> Update:
    """Made once: posting counts in several places, and putting a statement together is dear."""
    table: Table = model.__table__  # type: ignore[assignment]
    added = {name: table.c[name] + bindparam(f"by_{name}") for name in sums}
    given: dict[str, Any] = {name: bindparam(f"new_{name}") for name in values}
    return update(table).where(table.c.id == bindparam("row_id")).values(**added, **given)
