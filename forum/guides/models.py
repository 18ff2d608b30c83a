"""Guides of the brand, their steps in order, and which of them each member has read."""

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.channels.models import Channel
from forum.kernel import clock
from forum.kernel.db import Model, Moment


class Guide(Model):
    """Pages that are read one after another. Whoever reads its channel reads the guide."""

    __tablename__ = "guides"

    id: Mapped[int] = mapped_column(primary_key=True)
    channel_id: Mapped[int] = mapped_column(ForeignKey("channels.id"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    summary: Mapped[str] = mapped_column(String(300), default="")
    # Where it stands among all guides, from 1.
    position: Mapped[int]
    created_at: Mapped[Moment] = mapped_column(default=clock.now)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    # Without a moment it is a draft.
    published_at: Mapped[Moment | None]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    channel: Mapped[Channel] = relationship(lazy="raise_on_sql")

    @property
    def is_published(self) -> bool:
        """Whether those for whom it is can read it."""
        return self.published_at is not None


class GuideStep(Model):
    """One page of a guide."""

    __tablename__ = "guide_steps"
    __table_args__ = (Index("ix_guide_steps_order", "guide_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    guide_id: Mapped[int] = mapped_column(ForeignKey("guides.id"))
    # Where it stands in the guide, from 1.
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(120))
    body: Mapped[str] = mapped_column(Text)
    # Rendered when it was written.
    html: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[Moment] = mapped_column(default=clock.now)


class GuideRead(Model):
    """A member said that they have read a step."""

    __tablename__ = "guide_reads"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("guide_steps.id"), primary_key=True, index=True)
    at: Mapped[Moment] = mapped_column(default=clock.now)
