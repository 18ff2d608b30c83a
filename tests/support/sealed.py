"""Getting behind the guards of the two logs, as somebody would who owns the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text

from forum.activity import guard as activity
from forum.audit import guard as audit
from forum.kernel.db import db
from forum.kernel.unit import transaction

TABLES = ("audit_entries", "deeds")


@contextmanager
def unguarded() -> Iterator[None]:
    """Let rows of the logs be changed and taken out inside the block, in one transaction."""
    with transaction():
        if db.engine.dialect.name == "postgresql":
            for table in TABLES:
                db.session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
            yield
            for table in TABLES:
                db.session.execute(text(f"ALTER TABLE {table} ENABLE TRIGGER USER"))
            return
        for name in (*audit.ON_SQLITE, "deeds_no_update"):
            db.session.execute(text(f"DROP TRIGGER {name}"))
        yield
        for guard in (audit, activity):
            guard.put_up(None, db.session.connection())
