"""The database handle, the base class of every table, and how connections behave. No tables."""

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any

from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from sqlalchemy import JSON, Connection, DateTime, Engine, MetaData, event
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "busy_timeout=5000",
    "foreign_keys=ON",
    "cache_size=-20000",
    "mmap_size=268435456",
    "temp_store=MEMORY",
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment in UTC, also on databases that forget the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Refuse a moment without a zone; store the others in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment needs a time zone: take it from clock.now().")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Give back what the database stored, marked as UTC."""
        if value is None or value.tzinfo:
            return value
        return value.replace(tzinfo=UTC)


def as_json(value: Any) -> str:
    """A value as the JSON that every database can keep: without the character zero."""
    return json.dumps(_without_zeros(value))


def _without_zeros(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\0", "\ufffd")
    if isinstance(value, dict):
        return {_without_zeros(key): _without_zeros(held) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [_without_zeros(held) for held in value]
    return value


Json = JSON().with_variant(JSONB(), "postgresql")
Moment = Annotated[datetime, mapped_column(UtcDateTime)]


class Base(DeclarativeBase):
    """The base of all tables, with names for every constraint."""

    metadata = MetaData(naming_convention=NAMING)


class OneDatabase(Session):
    """A session for the one database there is, instead of a search for each statement's own."""

    _engine: Engine | None = None

    def get_bind(
        self, mapper: Any = None, clause: Any = None, bind: Any = None, **kwargs: Any
    ) -> Engine | Connection:
        """The engine of the application."""
        if bind is not None:
            found: Engine | Connection = bind
            return found
        if self._engine is None:
            self._engine = self._db.engine
        return self._engine


db = SQLAlchemy(
    model_class=Base, session_options={"class_": OneDatabase, "expire_on_commit": False}
)

if TYPE_CHECKING:

    class Model(Base):
        """A table of the forum."""

        __abstract__ = True

else:
    Model = db.Model

# The 8 threads that make pages, and those beside them that write down and look out.
_FOR_POSTGRES: dict[str, Any] = {
    "pool_size": 10,
    "max_overflow": 10,
    "pool_timeout": 4,
    # After a restart of the database no request meets a line that is dead.
    "pool_pre_ping": True,
    "connect_args": {
        "connect_timeout": 2,
        # A line whose other end has vanished is given up, instead of being waited on for minutes.
        "tcp_user_timeout": 3000,
        "keepalives_idle": 30,
        "keepalives_interval": 5,
        "keepalives_count": 3,
    },
}
# What the databases say when they cannot now, and perhaps can in a moment: no connection, too many
# of them, a conflict between two transactions, a lock, a disk that is full, a shutdown.
_PASSING_STATES = {"08", "40", "53", "55", "57"}
_PASSING_CODES = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
}

_writes: ContextVar[bool] = ContextVar("writes", default=False)

_HELD = "has_the_turn_to_write"


class _Turn:
    """The right to write, which one thread of the process has at a time.

    It belongs to a connection, from its first writing transaction until the pool has it back.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._thread: int | None = None

    def take(self) -> bool:
        """Wait for the turn; false when this thread has it already, by another connection."""
        if self._thread == threading.get_ident():
            return False
        self._lock.acquire()
        self._thread = threading.get_ident()
        return True

    def give_back(self) -> None:
        """Let the next one write."""
        self._thread = None
        self._lock.release()


_turn = _Turn()


def writing() -> bool:
    """Whether the next transaction of this thread will take the right to write at its start."""
    return _writes.get()


@contextmanager
def write_mode() -> Iterator[None]:
    """Start every transaction inside the block as a writer, so that nothing read in it goes stale.

    On SQLite that is BEGIN IMMEDIATE under one lock for the process; on PostgreSQL nothing changes.
    """
    token = _writes.set(True)
    try:
        yield
    finally:
        _writes.reset(token)


def writes_alone() -> bool:
    """Whether nobody else can write before this transaction, which writes, is over."""
    return db.session.get_bind().dialect.name == "sqlite"


def engine_options(url: str) -> dict[str, Any]:
    """How to connect: nobody waits for more than seconds for a database that does not answer."""
    common = {
        # A failure that is logged names its statement, and never what was in it.
        "hide_parameters": True,
        "json_serializer": as_json,
    }
    return common if url.startswith("sqlite:") else {**common, **_FOR_POSTGRES}


def is_passing(error: Exception) -> bool:
    """Whether the database does not answer, or cannot do it now: the same may go well later."""
    if isinstance(error, PoolTimeout) or is_lost(error):
        return True
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    cause: Any = error.orig
    if isinstance(cause, sqlite3.Error):
        # The lowest byte is the kind; the others tell more of it.
        return getattr(cause, "sqlite_errorcode", 0) & 0xFF in _PASSING_CODES
    state = getattr(cause, "sqlstate", None)
    return state is None or state[:2] in _PASSING_STATES


def is_lost(error: Exception) -> bool:
    """Whether the line to the database is dead, and with it all that its transaction wrote."""
    return isinstance(error, DBAPIError) and error.connection_invalidated


def tune(engine: Engine) -> None:
    """Give an SQLite engine its settings and its way to begin; teach PostgreSQL's about zeros."""
    if engine.dialect.name == "postgresql":
        event.listen(engine, "connect", _on_connect_to_postgres)
    if engine.dialect.name != "sqlite":
        return
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    event.listen(engine, "checkin", _on_checkin)


def _on_connect_to_postgres(connection: Any, record: Any) -> None:
    # The driver is an extra: a forum on SQLite does without it.
    connection.adapters.register_dumper(str, import_module("forum.kernel.postgres").Text)


def _on_connect(connection: Any, record: Any) -> None:
    # The driver must not emit a BEGIN of its own: ours says which kind it is.
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _on_begin(connection: Any) -> None:
    if not _writes.get():
        connection.exec_driver_sql("BEGIN")
        return
    # SQLite lets one connection write; waiting here is fair, its own busy handler is not.
    held = connection.connection.record_info
    if _HELD not in held and _turn.take():
        held[_HELD] = True
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _on_checkin(dbapi_connection: Any, record: Any) -> None:
    # A connection that was forgotten is taken back by whichever thread clears up after it.
    if record.record_info.pop(_HELD, None) is not None:
        _turn.give_back()
