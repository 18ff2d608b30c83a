"""What open pages are told, for an hour; and who writes unseen."""

from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.kernel import clock
from forum.kernel.db import Json, Model, Moment


class LiveEvent(Model):
    """One thing that happened, in ids and small numbers: whoever may read it fetches the rest.

    It is for those who may read a channel, or for one member. The ids are given in the order in
    which the events become visible, so that a page which has seen one has seen all before it.
    """

    __tablename__ = "live_events"
    __table_args__ = (Index("ix_live_events_at", "at"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[Moment] = mapped_column(default=clock.now)
    kind: Mapped[str] = mapped_column(String(20))
    # No foreign keys: a row lives for an hour, and is never followed anywhere.
    channel_id: Mapped[int | None]
    topic_id: Mapped[int | None]
    user_id: Mapped[int | None]
    data: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)


class QuietMember(Model):
    """A member whose writing is not shown to others before it is sent."""

    __tablename__ = "quiet_members"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    since: Mapped[Moment] = mapped_column(default=clock.now)
