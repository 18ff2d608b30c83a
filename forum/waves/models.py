"""Waves of nearly the same text or link from several accounts, and by what they are known."""

from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import User
from forum.kernel import clock
from forum.kernel.db import Json, Model, Moment
from forum.topics.models import Post


class Sign(StrEnum):
    """By what a wave was known first."""

    TEXT = "text"
    LINK = "link"


class WaveState(StrEnum):
    """Where a wave stands."""

    # Somebody has to look at it.
    OPEN = "open"
    # It is being cleaned up, and was.
    SWEEPING = "sweeping"
    SWEPT = "swept"
    # What was cleaned up is being brought back; then it waits as before.
    RETURNING = "returning"
    # It was no wave: what waited is being let out, and was.
    RELEASING = "releasing"
    RELEASED = "released"


MOVING = (WaveState.SWEEPING, WaveState.RETURNING, WaveState.RELEASING)


class Wave(Model):
    """Several accounts wrote nearly the same, or led to the same place, within minutes."""

    __tablename__ = "waves"
    __table_args__ = (Index("ix_waves_opened", "opened_at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sign: Mapped[Sign] = mapped_column(String(10))
    # Where the texts lead, when it was known by a link.
    place: Mapped[str] = mapped_column(String(200), default="")
    # How the text began that made it one.
    sample: Mapped[str] = mapped_column(Text)
    state: Mapped[WaveState] = mapped_column(String(10), default=WaveState.OPEN)
    opened_at: Mapped[Moment] = mapped_column(default=clock.now)
    last_at: Mapped[Moment] = mapped_column(default=clock.now)
    # What shall be done, as `forum.waves.plans` reads it; empty before somebody chose.
    plan: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    # How many things there are to do in the present state, and how many are done.
    total: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    decided_at: Mapped[Moment | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    decided_by: Mapped[User | None] = relationship(lazy="raise_on_sql")

    @property
    def is_moving(self) -> bool:
        """Whether the worker is at it."""
        return self.state in MOVING


class WavePost(Model):
    """A post belongs to a wave."""

    __tablename__ = "wave_posts"
    __table_args__ = (Index("ix_wave_posts_wave", "wave_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    wave_id: Mapped[int] = mapped_column(ForeignKey("waves.id"))
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), unique=True)
    # How the post was before it was cleaned up; empty while it was not.
    was: Mapped[str] = mapped_column(String(20), default="")

    post: Mapped[Post] = relationship(lazy="raise_on_sql")


class WavePause(Model):
    """A silence or a suspension that came with the cleaning up of a wave."""

    __tablename__ = "wave_pauses"

    id: Mapped[int] = mapped_column(primary_key=True)
    wave_id: Mapped[int] = mapped_column(ForeignKey("waves.id"), index=True)
    sanction_id: Mapped[int] = mapped_column(ForeignKey("sanctions.id"), unique=True)


class WavePrint(Model):
    """By what a text is found that is nearly the same; kept for a day, or until its wave is
    decided on."""

    __tablename__ = "wave_prints"
    __table_args__ = (Index("ix_wave_prints_at", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), index=True)
    at: Mapped[Moment] = mapped_column(default=clock.now)
    # Whether the account was young and of low standing then.
    is_new: Mapped[bool]
    boxes: Mapped[list[int]] = mapped_column(Json)
    places: Mapped[list[str]] = mapped_column(Json)
    wave_id: Mapped[int | None] = mapped_column(ForeignKey("waves.id"), index=True)


class WaveKey(Model):
    """One of the words under which a print is found."""

    __tablename__ = "wave_keys"
    __table_args__ = (Index("ix_wave_keys_key", "key", "print_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    print_id: Mapped[int] = mapped_column(
        ForeignKey("wave_prints.id", ondelete="CASCADE"), index=True
    )
    key: Mapped[str] = mapped_column(String(40))
