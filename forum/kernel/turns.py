"""Taking turns: what must be looked at and written by one transaction at a time."""

from zlib import crc32

from sqlalchemy import text

from forum.kernel.db import db


def wait_for_turn(name: str) -> None:
    """Let no other transaction pass here under this name before this one ends.

    On SQLite whoever writes is alone anyway; on PostgreSQL the name becomes a lock.
    """
    if db.session.get_bind().dialect.name == "postgresql":
        lock = {"lock": crc32(name.encode())}
        db.session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), lock)
