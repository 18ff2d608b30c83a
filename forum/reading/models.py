"""How far each member has read, what they follow, and who has looked at a topic lately."""

from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.kernel import clock
from forum.kernel.db import Model, Moment


class Level(StrEnum):
    """How closely a member follows a channel or a topic."""

    WATCHING = "watching"
    FOLLOWING = "following"
    NORMAL = "normal"
    MUTED = "muted"


class Position(Model):
    """The highest post number that a member has had on the screen in a topic."""

    __tablename__ = "positions"
    __table_args__ = (Index("ix_positions_topic", "topic_id"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topics.id"), primary_key=True)
    last_read: Mapped[int] = mapped_column(default=0)
    # None until the member chooses: then the channel's level counts.
    level: Mapped[Level | None] = mapped_column(String(20))
    read_at: Mapped[Moment] = mapped_column(default=clock.now)


class ChannelLevel(Model):
    """How closely a member follows a channel, and since when; no row means normal."""

    __tablename__ = "channel_levels"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    channel_id: Mapped[int] = mapped_column(ForeignKey("channels.id"), primary_key=True)
    level: Mapped[Level] = mapped_column(String(20), default=Level.NORMAL)
    # Everything older in this channel counts as read; None leaves it to the member's own moment.
    caught_up_at: Mapped[Moment | None]


class Visit(Model):
    """A visitor's look at a topic, kept for the hours in which a second one is not counted."""

    __tablename__ = "visits"
    __table_args__ = (Index("ix_visits_at", "at"),)

    # A keyed hash of the member or of address and browser: nobody can be read off it.
    visitor: Mapped[str] = mapped_column(String(32), primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topics.id"), primary_key=True)
    at: Mapped[Moment] = mapped_column(default=clock.now)
