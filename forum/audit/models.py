"""What staff did: who, what, to what, before and after. Rows are only ever added."""

from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.audit import guard
from forum.kernel import clock
from forum.kernel.db import Json, Model, Moment
from forum.kernel.handover import STAYS


class AuditEntry(Model):
    """One act of a staff member."""

    __tablename__ = "audit_entries"
    __table_args__ = (
        Index("ix_audit_entries_target", "target_kind", "target_id"),
        Index("ix_audit_entries_actor", "actor_id", "id"),
        Index("ix_audit_entries_verb", "verb", "id"),
        {"listeners": [("after_create", guard.put_up)]},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), info=STAYS)
    # The action's full name, such as topics.close.
    verb: Mapped[str] = mapped_column(String(80))
    target_kind: Mapped[str] = mapped_column(String(40))
    target_id: Mapped[int]
    before: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    at: Mapped[Moment] = mapped_column(default=clock.now)
    # Covers this row with its number and the seal of the one before; see `seals`.
    seal: Mapped[str] = mapped_column(String(64))
