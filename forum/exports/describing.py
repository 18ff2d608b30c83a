"""The tables of an export in words, for its documentation."""

import inspect
from collections.abc import Iterator

from sqlalchemy import JSON, BigInteger, Boolean, Column, Date, Float, Integer, LargeBinary, Table
from sqlalchemy.orm import DeclarativeBase

from forum.exports import tables
from forum.exports.tables import Secrets
from forum.kernel.db import Base, UtcDateTime

KINDS = (
    (UtcDateTime, "moment"),
    (Date, "day"),
    (Boolean, "true or false"),
    (BigInteger, "number"),
    (Integer, "number"),
    (Float, "number"),
    (JSON, "JSON"),
    (LargeBinary, "bytes"),
)


def tables_in_words() -> str:
    """Every table that leaves, with its columns, in Markdown."""
    return "\n".join(line for table in _sorted() for line in _table(table)).strip() + "\n"


def _sorted() -> list[Table]:
    return sorted(tables.leaving(Secrets.LEAVE), key=lambda table: table.name)


def _table(table: Table) -> Iterator[str]:
    secret = " Only with secrets." if table.name in tables.SECRET_TABLES else ""
    yield f"### {table.name}"
    yield ""
    yield f"{_about(table)}{secret}"
    yield ""
    yield "| column | is |"
    yield "|---|---|"
    for column in tables.columns(table, Secrets.LEAVE):
        yield f"| `{column.name}` | {_column(column)} |"
    yield ""


def _about(table: Table) -> str:
    for mapper in Base.registry.mappers:
        if mapper.local_table is table:
            return _first_sentence(mapper.class_)
    return ""


def _first_sentence(model: type[DeclarativeBase]) -> str:
    return (inspect.getdoc(model) or "").partition("\n")[0]


def _column(column: Column[object]) -> str:
    words = [next((word for kind, word in KINDS if isinstance(column.type, kind)), "text")]
    words += [f"of `{key.target_fullname}`" for key in column.foreign_keys]
    words += ["or null"] if column.nullable else []
    secret = column.name in tables.SECRET_COLUMNS.get(column.table.name, ())
    return ", ".join([" ".join(words), *(["only with secrets"] if secret else [])])
