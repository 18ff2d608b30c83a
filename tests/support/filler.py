"""Rows for any table, with everything that they must point to."""

from itertools import count
from typing import Any

from sqlalchemy import Boolean, DateTime, Float, Integer, Table, insert

from forum.accounts.models import User
from forum.kernel import clock
from forum.kernel.db import db
from tests.support import make

number = count(1000)
# Columns that may be empty only when another one is not.
ONE_OF_TWO = {"appeals.sanction_id"}


class Filler:
    """Puts a row into any table, with everything that it must point to."""

    def __init__(self, somebody: User) -> None:
        self.somebody = somebody
        self.made: dict[str, Any] = {}

    def row(self, table: Table, **given: Any) -> Any:
        """The primary key of a new row whose must-have columns are filled with anything."""
        values = {**given}
        for column in table.columns:
            if column.name not in values and self._needs(column):
                values[column.name] = self._value(column)
        done = db.session.execute(insert(table).values(**values))
        return done.inserted_primary_key

    def _needs(self, column: Any) -> bool:
        is_number = column.primary_key and isinstance(column.type, Integer)
        alone = len(column.table.primary_key.columns) == 1
        if str(column) in ONE_OF_TWO:
            return True
        return not column.nullable and not (is_number and alone and not column.foreign_keys)

    def _value(self, column: Any) -> Any:
        for key in column.foreign_keys:
            is_alone = bool(column.unique) or _is_one_each(column)
            return self._other(key.column.table, is_alone=is_alone)
        if column.default is not None and column.default.is_scalar:
            return column.default.arg
        if isinstance(column.type, DateTime) or "Moment" in str(column.type):
            return clock.now()
        if isinstance(column.type, Boolean):
            return False
        if isinstance(column.type, Integer | Float):
            return next(number)
        if "JSON" in str(column.type):
            return column.default.arg(None) if column.default is not None else {}
        try:
            return f"x{next(number)}"[: column.type.length or 20]
        except AttributeError:
            return clock.now()

    def _other(self, table: Table, *, is_alone: bool) -> Any:
        if table.name == "users":
            return self._somebody_else() if is_alone else self.somebody.id
        if table.name not in self.made or is_alone:
            self.made[table.name] = self.row(table)[0]
        return self.made[table.name]

    def _somebody_else(self) -> int:
        other = make.member()
        db.session.flush()
        return other.id


def _is_one_each(column: Any) -> bool:
    return bool(column.primary_key) and len(column.table.primary_key.columns) == 1
