"""Backups that were made, and those that could not be."""

from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from forum.kernel import clock
from forum.kernel.db import Json, Model, Moment


class Stage(StrEnum):
    """How far a backup is while it is being made."""

    WAITING = "waiting"
    COPYING = "copying"
    PACKING = "packing"
    CHECKING = "checking"
    DONE = "done"


class Backup(Model):
    """One backup: asked for, being made, kept as a file that was proven, or failed."""

    __tablename__ = "backups"

    id: Mapped[int] = mapped_column(primary_key=True)
    asked_at: Mapped[Moment] = mapped_column(default=clock.now)
    # Nobody when the timetable or the command line asked.
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    begun_at: Mapped[Moment | None]
    stage: Mapped[Stage] = mapped_column(String(20), default=Stage.WAITING)
    # Since this moment the whole file lies there, opened and compared.
    made_at: Mapped[Moment | None]
    failed_at: Mapped[Moment | None]
    # A word for people, and what the machine said.
    reason: Mapped[str] = mapped_column(String(40), default="")
    details: Mapped[str] = mapped_column(Text, default="")
    file: Mapped[str] = mapped_column(String(255), default="")
    bytes: Mapped[int] = mapped_column(BigInteger, default=0)
    sha256: Mapped[str] = mapped_column(String(64), default="")
    counts: Mapped[dict[str, int]] = mapped_column(Json, default=dict)
    deleted_at: Mapped[Moment | None]
    deleted_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    @property
    def is_open(self) -> bool:
        """Whether it waits or is being made."""
        return self.made_at is None and self.failed_at is None

    @property
    def is_kept(self) -> bool:
        """Whether its file lies there."""
        return self.made_at is not None and self.deleted_at is None
