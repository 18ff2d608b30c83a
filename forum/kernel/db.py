"""The database handle, the base class of every table, and how connections behave. No tables."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, DateTime, Engine, MetaData, event
from sqlalchemy.dialects.postgresql import JSONB
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


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})

if TYPE_CHECKING:

    class Model(Base):
        """A table of the forum."""

        __abstract__ = True

else:
    Model = db.Model

_writes: ContextVar[bool] = ContextVar("writes", default=False)
_write_lock = threading.RLock()
_HELD = "write_lock_held_by"


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
    _write_lock.acquire()
    connection.connection.record_info[_HELD] = threading.get_ident()
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _on_checkin(dbapi_connection: Any, record: Any) -> None:
    if record.record_info.pop(_HELD, None) is not None:
        _write_lock.release()
