"""Getting behind the guard of the audit log, as somebody would who owns the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text

from forum.audit import guard
from forum.kernel.db import db
from forum.kernel.unit import transaction


@contextmanager
def unguarded() -> Iterator[None]:
    """Let rows of the audit log be changed and taken out inside the block, in one transaction."""
    with transaction():
        if db.engine.dialect.name == "postgresql":
            db.session.execute(text("ALTER TABLE audit_entries DISABLE TRIGGER USER"))
            yield
            db.session.execute(text("ALTER TABLE audit_entries ENABLE TRIGGER USER"))
            return
        for name in guard.ON_SQLITE:
            db.session.execute(text(f"DROP TRIGGER {name}"))
        yield
        guard.put_up(None, db.session.connection())
