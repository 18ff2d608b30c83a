"""Badges that a member can earn, and who holds them."""

from datetime import timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import User
from forum.kernel import clock
from forum.kernel.db import Json, Model, Moment
from forum.kernel.handover import NAMELESS


class Level(StrEnum):
    """How much a badge asks for. Special ones are given for what nobody counts."""

    BRONZE = "bronze"
    SILVER = "silver"
    GOLD = "gold"
    SPECIAL = "special"


class BadgeKind(StrEnum):
    """Who gives it: the forum, the forum for what was done in a season, or staff."""

    AUTO = "auto"
    SEASONAL = "seasonal"
    MANUAL = "manual"


class Repeats(StrEnum):
    """How often one member can have it."""

    ONCE = "once"
    # Once for each tag: what it asks for is counted in the topics of each tag apart.
    TAG = "tag"
    # As often as staff give it.
    OFTEN = "often"


# The drawings on the medals; templates/components/medal.html knows how each of them looks.
ARTS = (
    "star",
    "pen",
    "check",
    "bulb",
    "compass",
    "hand",
    "heart",
    "cake",
    "flame",
    "flag",
    "seed",
    "shield",
    "megaphone",
    "lifebuoy",
    "cup",
    "mountain",
    "eye",
)
TAG_KEY = "tag:"
# So long after a season what was done in it earns its badge still.
AFTERWARDS = timedelta(days=7)


class Badge(Model):
    """A badge: what it is called, how its medal looks and what it asks for."""

    __tablename__ = "badges"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    # Empty for the supplied ones until the brand writes its own: they speak every language.
    name: Mapped[str] = mapped_column(String(80), default="")
    words: Mapped[str] = mapped_column(String(300), default="")
    level: Mapped[Level] = mapped_column(String(10), default=Level.BRONZE)
    art: Mapped[str] = mapped_column(String(20), default="star")
    kind: Mapped[BadgeKind] = mapped_column(String(10), default=BadgeKind.MANUAL)
    repeats: Mapped[Repeats] = mapped_column(String(10), default=Repeats.ONCE)
    # A tree as `forum.badges.criteria` reads it; nothing for badges that staff give.
    criteria: Mapped[dict[str, Any] | None] = mapped_column(Json)
    # What was done in this time counts, for seasonal ones.
    starts_at: Mapped[Moment | None]
    ends_at: Mapped[Moment | None]
    created_at: Mapped[Moment] = mapped_column(default=clock.now)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    # Nobody gets it any more; who has it keeps it.
    retired_at: Mapped[Moment | None]
    retired_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    # When everybody was last looked at. Before the first time, what is found is no news.
    reviewed_at: Mapped[Moment | None]

    @property
    def is_active(self) -> bool:
        """Whether somebody can still get it."""
        is_over = self.ends_at is not None and self.ends_at <= clock.now()
        return self.retired_at is None and not is_over

    @property
    def is_given(self) -> bool:
        """Whether the forum gives it still: the last deeds of a season are taken in after it."""
        is_over = self.ends_at is not None and self.ends_at + AFTERWARDS <= clock.now()
        return self.retired_at is None and not is_over

    @property
    def is_counted(self) -> bool:
        """Whether the forum gives it by what the log says."""
        return self.kind != BadgeKind.MANUAL


class BadgeAward(Model):
    """A badge that a member has, or had. Rows stay: one that was taken away is not given again."""

    __tablename__ = "badge_awards"
    __table_args__ = (
        UniqueConstraint("badge_id", "user_id", "occurrence_key"),
        Index("ix_badge_awards_user", "user_id", "revoked_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    badge_id: Mapped[int] = mapped_column(ForeignKey("badges.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), info=NAMELESS)
    # What tells several awards of one badge to one member apart: "tag:12", a number, or nothing.
    occurrence_key: Mapped[str] = mapped_column(String(40), default="")
    at: Mapped[Moment] = mapped_column(default=clock.now)
    # Nobody: the forum itself.
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    reason: Mapped[str] = mapped_column(Text, default="")
    revoked_at: Mapped[Moment | None]
    # Nobody: what it was given for was removed within a week.
    revoked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    revoke_reason: Mapped[str] = mapped_column(Text, default="")

    badge: Mapped[Badge] = relationship(lazy="raise_on_sql")
    user: Mapped[User] = relationship(foreign_keys=user_id, lazy="raise_on_sql")

    @property
    def is_withdrawn(self) -> bool:
        """Whether the forum took it back, and gives it again when it is earned again."""
        return self.revoked_at is not None and self.revoked_by_id is None

    @property
    def tag_id(self) -> int | None:
        """The tag for which it was given, of a badge that is given for each tag."""
        is_of_tag = self.occurrence_key.startswith(TAG_KEY)
        return int(self.occurrence_key.removeprefix(TAG_KEY)) if is_of_tag else None
