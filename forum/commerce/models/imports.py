"""Files of orders that staff brought, how far the worker is with them, and what became of each."""

from enum import StrEnum

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.kernel import clock
from forum.kernel.db import Model, Moment


class ImportState(StrEnum):
    """How far a file is."""

    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"


# Something is left to be done on it.
OPEN = frozenset({ImportState.WAITING, ImportState.WORKING})


class LineOutcome(StrEnum):
    """What became of an order of a file."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REJECTED = "rejected"


class OrderImport(Model):
    """A file of orders; the file itself is kept, sealed, until it is done with."""

    __tablename__ = "order_imports"
    __table_args__ = (Index("ix_order_imports_asked", "asked_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    store_id: Mapped[int] = mapped_column(ForeignKey("stores.id"))
    # Nobody when the command line brought it.
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    asked_at: Mapped[Moment] = mapped_column(default=clock.now)
    ended_at: Mapped[Moment | None]
    state: Mapped[ImportState] = mapped_column(String(10), default=ImportState.WAITING)
    file_name: Mapped[str] = mapped_column(String(120), default="")
    # May be large, so that only whoever works on it reads it.
    file_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    # How many orders the file has, once it was read; and so many from its beginning are done.
    orders: Mapped[int | None]
    worked: Mapped[int] = mapped_column(default=0)
    new: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    same: Mapped[int] = mapped_column(default=0)
    rejected: Mapped[int] = mapped_column(default=0)
    # Why the whole of it failed: a word of ours, and what it speaks of.
    problem: Mapped[str] = mapped_column(String(80), default="")

    @property
    def is_open(self) -> bool:
        """Whether it waits or is being worked on."""
        return self.state in OPEN

    @property
    def counts(self) -> dict[str, int]:
        """How many of its orders were new, changed, the same, rejected."""
        return {one.value: getattr(self, one.value) for one in LineOutcome}


class ImportLine(Model):
    """What became of one order of a file, by the line where it begins."""

    __tablename__ = "order_import_lines"
    __table_args__ = (Index("ix_order_import_lines_outcome", "import_id", "outcome", "line"),)

    import_id: Mapped[int] = mapped_column(ForeignKey("order_imports.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    outcome: Mapped[LineOutcome] = mapped_column(String(10))
    # What is amiss with a rejected one: a word of ours.
    problem: Mapped[str] = mapped_column(String(40), default="")
