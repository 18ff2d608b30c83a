"""Invented cases that somebody practises with. Nothing here is a case of the review queue."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.kernel import clock
from forum.kernel.db import Model, Moment


class PracticeCase(Model):
    """One invented case on somebody's practice desk, and what they decided."""

    __tablename__ = "practice_cases"
    __table_args__ = (UniqueConstraint("user_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    # The word of an invented case that comes with the forum.
    key: Mapped[str] = mapped_column(String(40))
    begun_at: Mapped[Moment] = mapped_column(default=clock.now)
    decided_at: Mapped[Moment | None]
    decision: Mapped[str] = mapped_column(String(20), default="")
    # The word of a harm; empty for none.
    clause: Mapped[str] = mapped_column(String(20), default="")
