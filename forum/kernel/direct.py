"""Reading rows with as few steps as can be, for pages that are asked for all the time.

What comes back are rows, and no things of a session: finding out which of them it knows already,
and watching them, costs more than reading them.
"""

from collections.abc import Sequence
from typing import Any, Generic, TypeAlias, TypeVar

from sqlalchemy import Column, CompoundSelect, Select, inspect
from sqlalchemy.orm.attributes import instance_state

from forum.kernel.db import Base, db

M = TypeVar("M", bound=Base)
Row: TypeAlias = Sequence[Any]
Statement: TypeAlias = Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]]


class Direct:
    """A statement that is asked past the session, in the session's own transaction."""

    def __init__(self, statement: Statement) -> None:
        self._statement = statement

    def rows(self, **given: Any) -> Sequence[Row]:
        """What the database says; what this session has not written yet is written before."""
        db.session.flush()
        return db.session.connection().execute(self._statement, given).all()

    def row(self, **given: Any) -> Row | None:
        """The first row, if there is any."""
        found = self.rows(**given)
        return found[0] if found else None

    def scalars(self, **given: Any) -> list[Any]:
        """The first column of every row."""
        return [row[0] for row in self.rows(**given)]


class Copies(Generic[M]):
    """Makes things of rows, to be looked at: no session knows them, and none writes them down.

    They hold the columns that were asked for; whoever asks one of them for more is refused.
    """

    def __init__(self, model: type[M], *columns: Any) -> None:
        mapper = inspect(model)
        self._model, self._manager = model, mapper.class_manager
        self._names = [column.key for column in columns] or list(mapper.column_attrs.keys())
        self.columns: list[Column[Any]] = [mapper.columns[name] for name in self._names]
        self.width = len(self._names)
        self._others = set(mapper.column_attrs.keys()) - set(self._names)
        self._id = self._names.index("id")

    def make(self, row: Row, **beside: Any) -> M:
        """The thing whose columns stand in this row, and what stands beside it."""
        thing: Any = self._manager.new_instance()
        state = instance_state(thing)
        # With a key it counts as something that was loaded once, and not as something new.
        state.key = (self._model, (row[self._id],), None)
        state.expired_attributes.update(self._others)
        vars(thing).update(zip(self._names, row, strict=True), **beside)
        made: M = thing
        return made
