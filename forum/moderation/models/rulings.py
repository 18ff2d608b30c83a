"""Flags of members, and what was decided in a case with its reasons."""

from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from forum.kernel import clock
from forum.kernel.db import Json, Model, Moment
from forum.kernel.handover import NAMELESS
from forum.moderation.models.cases import Outcome


class FlagOutcome(StrEnum):
    """What became of a flag."""

    AGREED = "agreed"
    DISAGREED = "disagreed"
    WITHDRAWN = "withdrawn"


class Flag(Model):
    """A member asked the team to look at something, and said why."""

    __tablename__ = "flags"
    __table_args__ = (
        Index("ix_flags_target", "target_kind", "target_id"),
        Index("ix_flags_user", "user_id", "created_at"),
        Index(
            "uq_flags_open",
            "user_id",
            "target_kind",
            "target_id",
            unique=True,
            sqlite_where=text("settled_at IS NULL"),
            postgresql_where=text("settled_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    target_kind: Mapped[str] = mapped_column(String(40))
    target_id: Mapped[int]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), info=NAMELESS)
    about_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True, info=NAMELESS)
    # The key of a clause, or a word for what no clause says; see `flagging`.
    clause_key: Mapped[str] = mapped_column(String(32), default="")
    # To the team.
    note: Mapped[str] = mapped_column(Text, default="")
    weight: Mapped[float]
    case_id: Mapped[int] = mapped_column(ForeignKey("reviewables.id"), index=True)
    created_at: Mapped[Moment] = mapped_column(default=clock.now)
    settled_at: Mapped[Moment | None]
    outcome: Mapped[FlagOutcome | None] = mapped_column(String(20))


class Ruling(Model):
    """What was decided in a case, and why: the statement of reasons."""

    __tablename__ = "rulings"
    __table_args__ = (
        Index("ix_rulings_target", "target_kind", "target_id"),
        Index("ix_rulings_made", "made_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("reviewables.id"), index=True)
    target_kind: Mapped[str] = mapped_column(String(40))
    target_id: Mapped[int]
    about_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True, info=NAMELESS)
    # Nobody, when a rule of the house decided.
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    outcome: Mapped[Outcome] = mapped_column(String(20))
    # The clause as it stood.
    clause_key: Mapped[str] = mapped_column(String(32), default="", index=True)
    clause_number: Mapped[int] = mapped_column(default=0)
    clause_title: Mapped[str] = mapped_column(String(120), default="")
    guidelines_number: Mapped[int] = mapped_column(default=0)
    # What was seen, and what is said to the member.
    facts: Mapped[str] = mapped_column(Text, default="")
    words: Mapped[str] = mapped_column(Text, default="")
    is_automated: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[Moment] = mapped_column(default=clock.now)
    # From then on it can be carried out; nothing while a second person has to agree.
    goes_out_at: Mapped[Moment | None]
    carried_out_at: Mapped[Moment | None]
    undone_at: Mapped[Moment | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    needs_second: Mapped[bool] = mapped_column(default=False)
    seconded_at: Mapped[Moment | None]
    seconded_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    sanction_id: Mapped[int | None] = mapped_column(ForeignKey("sanctions.id"))
    # What shall be done beside the outcome, and what undoing it needs to know.
    wishes: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    taken_back: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    overturned_at: Mapped[Moment | None]
    overturned_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    reduced_at: Mapped[Moment | None]

    @property
    def is_proposed(self) -> bool:
        """Whether it waits for a second person."""
        return self.needs_second and self.seconded_at is None and self.undone_at is None

    @property
    def holds(self) -> bool:
        """Whether it was carried out and nobody took it back."""
        return self.carried_out_at is not None and self.overturned_at is None
