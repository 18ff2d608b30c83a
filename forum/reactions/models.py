"""What members felt about a post, in one of six ways."""

from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.kernel import clock
from forum.kernel.db import Model, Moment
from forum.kernel.handover import NAMELESS


class ReactionKind(StrEnum):
    """The six reactions, in the order in which they are shown."""

    LIKE = "like"
    LOVE = "love"
    THANKS = "thanks"
    INSIGHT = "insight"
    CELEBRATE = "celebrate"
    SURPRISE = "surprise"


class Reaction(Model):
    """One reaction of one member to one post."""

    __tablename__ = "reactions"
    __table_args__ = (
        UniqueConstraint("post_id", "user_id", "kind"),
        Index("ix_reactions_user", "user_id", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), info=NAMELESS)
    kind: Mapped[ReactionKind] = mapped_column(String(20))
    created_at: Mapped[Moment] = mapped_column(default=clock.now)
