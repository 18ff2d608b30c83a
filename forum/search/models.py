"""What waits to be indexed, and the index itself where PostgreSQL keeps it."""

from sqlalchemy import BigInteger, Index, Integer, String, Text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from forum.kernel import clock
from forum.kernel.db import Model, Moment


class Waiting(Model):
    """Something that changed, written in the same transaction as the change itself."""

    __tablename__ = "search_queue"
    __table_args__ = (Index("ix_search_queue_hides", "hides_since"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    # What it is: post, edit (of a post), topic, channel, tag, author or member.
    kind: Mapped[str] = mapped_column(String(20))
    target_id: Mapped[int]
    created_at: Mapped[Moment] = mapped_column(default=clock.now)
    # Set when the index may still show what nobody, or not everybody, may see any more: until it
    # is indexed anew the thing is not found at all.
    hides_since: Mapped[Moment | None]
    # Indexed, and kept for the index that is being made beside the one in use.
    done_at: Mapped[Moment | None]


class Entry(Model):
    """A document of the PostgreSQL engine; the one of ref 0 says that the whole was indexed."""

    __tablename__ = "search_entries"
    __table_args__ = (
        Index("ix_search_entries_words", "words", postgresql_using="gin"),
        Index("ix_search_entries_day", "day", "ref"),
    )

    ref: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    day: Mapped[int] = mapped_column(Integer)
    words: Mapped[str] = mapped_column(Text().with_variant(TSVECTOR, "postgresql"))
