"""Appeals: a member asks somebody else of the team to look at a decision again."""

from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from forum.kernel import clock
from forum.kernel.db import Json, Model, Moment
from forum.kernel.handover import NAMELESS


class AppealOutcome(StrEnum):
    """What became of an appeal."""

    # The decision stands.
    UPHELD = "upheld"
    # It stands, with something milder for the member.
    REDUCED = "reduced"
    # It is taken back, with everything that followed from it.
    OVERTURNED = "overturned"


class Appeal(Model):
    """The one appeal against a ruling, or against a sanction that is part of none."""

    __tablename__ = "appeals"
    __table_args__ = (
        CheckConstraint("(ruling_id IS NULL) <> (sanction_id IS NULL)", name="one_decision"),
        Index("ix_appeals_decided", "decided_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ruling_id: Mapped[int | None] = mapped_column(ForeignKey("rulings.id"), unique=True)
    sanction_id: Mapped[int | None] = mapped_column(ForeignKey("sanctions.id"), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True, info=NAMELESS)
    body: Mapped[str] = mapped_column(Text)
    created_at: Mapped[Moment] = mapped_column(default=clock.now)
    # The clause and who decided, as it was: what is counted by them stays countable.
    clause_key: Mapped[str] = mapped_column(String(32), default="")
    against_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[Moment | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    outcome: Mapped[AppealOutcome | None] = mapped_column(String(20))
    # To the member.
    words: Mapped[str] = mapped_column(Text, default="")
    # What the member gets instead, when it was made milder; empty for nothing.
    instead: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided yet."""
        return self.decided_at is None
