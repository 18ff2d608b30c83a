"""One at a time: whoever writes an index holds a lock, which ends with its process."""

import fcntl
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from sqlalchemy import Connection, text

from forum.kernel.db import db
from forum.search.engines import choosing

INDEX = "index"
REBUILD = "rebuild"


@contextmanager
def holding(name: str) -> Iterator[None]:
    """Wait for the lock, and hold it inside the block."""
    with ExitStack() as stack:
        stack.enter_context(_file(name, fcntl.LOCK_EX))
        connection = stack.enter_context(_own_connection())
        if connection is not None:
            connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _key(name)})
        yield


@contextmanager
def holding_if_free(name: str) -> Iterator[bool]:
    """Hold the lock inside the block when nobody else does; tells whether that is so."""
    with ExitStack() as stack:
        try:
            stack.enter_context(_file(name, fcntl.LOCK_EX | fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        connection = stack.enter_context(_own_connection())
        trying = text("SELECT pg_try_advisory_lock(:key)")
        yield connection is None or bool(connection.scalar(trying, {"key": _key(name)}))


@contextmanager
def _file(name: str, how: int) -> Iterator[None]:
    """A lock among the processes of this machine; the system takes it back from a dead one."""
    folder = choosing.folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / f"{name}.lock").open("w") as file:
        fcntl.flock(file, how)
        yield


@contextmanager
def _own_connection() -> Iterator[Connection | None]:
    """Where several machines share a database, the database keeps the lock too."""
    if db.engine.dialect.name != "postgresql":
        yield None
        return
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        try:
            yield connection
        finally:
            connection.execute(text("SELECT pg_advisory_unlock_all()"))


def _key(name: str) -> int:
    return zlib.crc32(f"guildhall search {name}".encode())
