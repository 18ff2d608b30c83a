"""What the team did in each month, frozen; and what was said about decisions that differ."""

from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import User
from forum.kernel import clock
from forum.kernel.db import Json, Model, Moment


class TransparencyMonth(Model):
    """The figures of one month as they were made after its end; they do not change any more."""

    __tablename__ = "transparency_months"

    # Such as 2026-10.
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    made_at: Mapped[Moment] = mapped_column(default=clock.now)
    # As `forum.governance.figures` writes them: what concerns too few people is not in them.
    figures: Mapped[dict[str, Any]] = mapped_column(Json)


class ConsistencyTalk(Model):
    """The team has talked about decisions that were alike and ended differently."""

    __tablename__ = "consistency_talks"
    __table_args__ = (Index("ix_consistency_talks_group", "clause_key", "target_kind", "record"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    # What the decisions have in common: the clause, the kind of thing, and the member's record.
    clause_key: Mapped[str] = mapped_column(String(32))
    target_kind: Mapped[str] = mapped_column(String(40))
    record: Mapped[str] = mapped_column(String(10))
    # The newest decision that was talked about; a later one asks anew.
    up_to_id: Mapped[int] = mapped_column(ForeignKey("rulings.id"))
    note: Mapped[str] = mapped_column(Text, default="")
    talked_at: Mapped[Moment] = mapped_column(default=clock.now)
    talked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    talked_by: Mapped[User | None] = relationship(lazy="raise_on_sql")
