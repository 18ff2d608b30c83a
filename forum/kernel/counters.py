"""Counters that the database adds up, so that two people counting at once are both counted."""

from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.orm.util import identity_key

from forum.kernel.db import Base, db


def add(model: type[Base], row_id: int, changes: dict[str, int], **values: Any) -> None:
    """Add to columns of one row, by name, and set others; a loaded copy reads them anew."""
    column: dict[str, InstrumentedAttribute[int]] = {name: getattr(model, name) for name in changes}
    sums = {name: column[name] + by for name, by in changes.items()}
    row = update(model).where(model.id == row_id).values(**sums, **values)  # type: ignore[attr-defined]
    # Looking through everything loaded for this one row would cost more than the update.
    db.session.execute(row.execution_options(synchronize_session=False))
    loaded = db.session.identity_map.get(identity_key(model, row_id))
    if loaded is not None:
        db.session.expire(loaded, [*changes, *values])
