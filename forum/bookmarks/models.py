"""Posts that a member wants to find again."""

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.kernel import clock
from forum.kernel.db import Model, Moment
from forum.topics.models import Post


class Bookmark(Model):
    """One kept post, with a note of one's own."""

    __tablename__ = "bookmarks"
    __table_args__ = (
        UniqueConstraint("user_id", "post_id"),
        Index("ix_bookmarks_user", "user_id", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), index=True)
    note: Mapped[str] = mapped_column(String(300), default="")
    created_at: Mapped[Moment] = mapped_column(default=clock.now)

    post: Mapped[Post] = relationship(lazy="raise_on_sql")
