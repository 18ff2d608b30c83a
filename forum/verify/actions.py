"""Keeping the database itself in good order."""

from sqlalchemy import text

from forum.kernel.db import db
from forum.kernel.unit import action


@action
def optimize() -> None:
    """Let SQLite learn how its tables are filled, so that it chooses the right index.

    PostgreSQL does this by itself.
    """
    if db.engine.dialect.name == "sqlite":
        # Looks at samples only, so that a large site is not kept waiting.
        db.session.execute(text("PRAGMA analysis_limit=1000"))
        # Its PRAGMA optimize passes over tables that this connection has not asked, before 3.46.
        db.session.execute(text("ANALYZE"))
