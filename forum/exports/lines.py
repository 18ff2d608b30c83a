"""One row as one line of JSON and back: the same line from every database."""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Date, LargeBinary
from sqlalchemy.types import TypeEngine

from forum.kernel.db import UtcDateTime


def line(columns: Sequence[Column[Any]], row: Sequence[Any]) -> bytes:
    """The row as a line, its keys in the order of the alphabet."""
    named = {column.name: _written(value) for column, value in zip(columns, row, strict=True)}
    return compact(named) + b"\n"


def compact(value: object) -> bytes:
    """A value as JSON in the one way in which it is always written here."""
    words = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    # Half of a pair of surrogates has no place in UTF-8; it is escaped instead.
    try:
        return words.encode()
    except UnicodeEncodeError:
        return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def pretty(value: object) -> bytes:
    """A value as JSON for people to read."""
    return json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"


def digest(value: object) -> str:
    """A hash of a value, whatever the order of its keys."""
    return hashlib.sha256(compact(value)).hexdigest()


def values(columns: Mapping[str, Column[Any]], text: bytes) -> dict[str, Any]:
    """What a line says, as values for the columns. Raises ValueError or TypeError."""
    said = json.loads(text)
    if not isinstance(said, dict):
        raise TypeError("a line is no object")
    unknown = said.keys() - columns.keys()
    if unknown:
        raise ValueError(f"there is no column {', '.join(sorted(unknown))}")
    return {name: _read(columns[name].type, value) for name, value in said.items()}


def _written(value: Any) -> Any:
    if isinstance(value, datetime):
        return f"{value.replace(tzinfo=None).isoformat(timespec='microseconds')}Z"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value


def _read(kind: TypeEngine[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, UtcDateTime):
        return datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, LargeBinary):
        return base64.b64decode(value)
    return value
