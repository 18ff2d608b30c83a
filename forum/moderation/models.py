"""The review queue. A reviewable names its target by kind and id, not by foreign key."""

from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import User
from forum.kernel import clock
from forum.kernel.db import Model, Moment
from forum.kernel.handover import NAMELESS


class Decision(StrEnum):
    """How a case ended."""

    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Reviewable(Model):
    """One case for staff: something of some kind that waits for a yes or a no."""

    __tablename__ = "reviewables"
    __table_args__ = (
        Index("ix_reviewables_target", "target_kind", "target_id"),
        Index("ix_reviewables_waiting", "decided_at", "created_at", "id"),
        # A thing waits once, however often it is held.
        Index(
            "uq_reviewables_open",
            "target_kind",
            "target_id",
            unique=True,
            sqlite_where=text("decided_at IS NULL"),
            postgresql_where=text("decided_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    target_kind: Mapped[str] = mapped_column(String(40))
    target_id: Mapped[int]
    about_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True, info=NAMELESS)
    reason: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[Moment] = mapped_column(default=clock.now)
    decided_at: Mapped[Moment | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    decision: Mapped[Decision | None] = mapped_column(String(20))
    # Words to the member, given with the decision.
    note: Mapped[str] = mapped_column(Text, default="")

    about: Mapped[User] = relationship(foreign_keys=about_id, lazy="raise_on_sql")
    decided_by: Mapped[User | None] = relationship(foreign_keys=decided_by_id, lazy="raise_on_sql")

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided yet."""
        return self.decided_at is None
