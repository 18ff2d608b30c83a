"""Texts that are being written, kept on the server."""

from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.kernel import clock
from forum.kernel.db import Json, Model, Moment


class Draft(Model):
    """The unsent text of one member for one place, such as `reply:42`, `new` or `edit:7`."""

    __tablename__ = "drafts"
    __table_args__ = (UniqueConstraint("user_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    key: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(Text, default="")
    body: Mapped[str] = mapped_column(Text, default="")
    # What else the form held: channel, tags.
    extra: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    # Counts the saves; a save that does not know the newest one must not overwrite it.
    version: Mapped[int] = mapped_column(default=1)
    saved_at: Mapped[Moment] = mapped_column(default=clock.now)
