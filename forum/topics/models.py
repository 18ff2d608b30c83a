"""Topics, the posts in them, their earlier versions, and tags."""

from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import User
from forum.channels.models import Channel
from forum.kernel import clock
from forum.kernel.db import Json, Model, Moment
from forum.kernel.handover import NAMELESS


class State(StrEnum):
    """Where a topic or a post stands between being written and being read."""

    SCHEDULED = "scheduled"
    HELD = "held"
    PUBLISHED = "published"
    REJECTED = "rejected"
    HIDDEN = "hidden"
    DELETED = "deleted"


# The states of a text that only its author and moderators see.
OWN = (State.HELD, State.REJECTED, State.SCHEDULED, State.HIDDEN)
# Those of which everybody else sees a trace.
AWAY = (State.HIDDEN, State.DELETED)


class PinScope(StrEnum):
    """Where a pinned topic stands first."""

    CHANNEL = "channel"
    SITE = "site"


class Topic(Model):
    """A talk in a channel. Its state is that of its first post."""

    __tablename__ = "topics"
    __table_args__ = (
        Index("ix_topics_channel_bumped", "channel_id", "state", "bumped_at", "id"),
        Index("ix_topics_bumped", "state", "bumped_at", "id"),
        Index("ix_topics_author", "author_id", "created_at"),
        Index("ix_topics_pinned", "pin_scope", "pinned_at"),
        Index("ix_topics_unanswered", "state", "reply_count", "bumped_at", "id"),
        Index(
            "uq_topics_standing",
            "channel_id",
            unique=True,
            sqlite_where=text("standing_since IS NOT NULL"),
            postgresql_where=text("standing_since IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    channel_id: Mapped[int] = mapped_column(ForeignKey("channels.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"), info=NAMELESS)
    title: Mapped[str] = mapped_column(String(255))
    slug: Mapped[str] = mapped_column(String(100))
    state: Mapped[State] = mapped_column(String(20), default=State.PUBLISHED)
    excerpt: Mapped[str] = mapped_column(String(300), default="")
    # The first picture of the first post, for galleries.
    picture: Mapped[str | None] = mapped_column(String(32))

    created_at: Mapped[Moment] = mapped_column(default=clock.now)
    publish_at: Mapped[Moment | None] = mapped_column(index=True)
    bumped_at: Mapped[Moment] = mapped_column(default=clock.now)
    # The highest number given so far; numbers are never given twice.
    last_number: Mapped[int] = mapped_column(default=0)
    # Published replies: the first post does not count.
    reply_count: Mapped[int] = mapped_column(default=0)
    # Different people among the authors of published posts, the first post's included.
    people_count: Mapped[int] = mapped_column(default=0)
    reaction_count: Mapped[int] = mapped_column(default=0)
    view_count: Mapped[int] = mapped_column(default=0)
    # The last few people who replied, newest first.
    face_ids: Mapped[list[int]] = mapped_column(Json, default=list)

    answer_id: Mapped[int | None]
    answered_at: Mapped[Moment | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    closed_at: Mapped[Moment | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    pinned_at: Mapped[Moment | None]
    pinned_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    pinned_until: Mapped[Moment | None]
    pin_scope: Mapped[PinScope | None] = mapped_column(String(20))
    deleted_at: Mapped[Moment | None]
    deleted_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("topics.id"))
    slow_mode_seconds: Mapped[int] = mapped_column(default=0)
    # Since when the topic holds the messages of a live channel; every other topic ends some day.
    standing_since: Mapped[Moment | None]
    # Where an imported topic comes from: site, url, author, licence. Shown wherever the topic is.
    origin: Mapped[dict[str, Any] | None] = mapped_column(Json)

    channel: Mapped[Channel] = relationship(lazy="raise_on_sql")
    author: Mapped[User] = relationship(foreign_keys=author_id, lazy="raise_on_sql")

    @property
    def is_closed(self) -> bool:
        """Whether only staff may still reply."""
        return self.closed_at is not None

    @property
    def is_answered(self) -> bool:
        """Whether a reply has been accepted."""
        return self.answer_id is not None

    @property
    def is_pinned(self) -> bool:
        """Whether the topic stands first now; a pin with an end lapses by itself."""
        lasting = self.pinned_until is None or self.pinned_until > clock.now()
        return self.pinned_at is not None and lasting

    @property
    def is_standing(self) -> bool:
        """Whether the posts are the messages of a live channel."""
        return self.standing_since is not None

    @property
    def is_published(self) -> bool:
        """Whether everybody who may read the channel may read the topic."""
        return self.state == State.PUBLISHED


class Post(Model):
    """One text of a topic. Once published its number stays, and no number is given twice."""

    __tablename__ = "posts"
    __table_args__ = (
        UniqueConstraint("topic_id", "number"),
        UniqueConstraint("author_id", "client_key"),
        Index("ix_posts_author", "author_id", "created_at"),
        Index("ix_posts_held", "author_id", "state"),
        # Who took part, and one person's last post here, without reading the texts.
        Index("ix_posts_topic_author", "topic_id", "author_id", "state", "created_at"),
        Index("ix_posts_topic_created", "topic_id", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topics.id"))
    number: Mapped[int]
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"), info=NAMELESS)
    state: Mapped[State] = mapped_column(String(20), default=State.PUBLISHED)
    body: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    markup_version: Mapped[int]
    # The number of the post this one answers, when it answers one in particular.
    reply_to: Mapped[int | None]
    created_at: Mapped[Moment] = mapped_column(default=clock.now)
    # Counts the edits that are kept in the history.
    version: Mapped[int] = mapped_column(default=1)
    edited_at: Mapped[Moment | None]
    edited_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    deleted_at: Mapped[Moment | None]
    deleted_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    # Since when only its author and moderators see it, who said so (nobody: enough members asked
    # for a look), and since when its author has mended it: once, until it is shown again.
    hidden_at: Mapped[Moment | None]
    hidden_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    mended_at: Mapped[Moment | None]
    # While it is away: when, and by whom, it had been accepted as the answer.
    was_accepted_at: Mapped[Moment | None]
    was_accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    reaction_count: Mapped[int] = mapped_column(default=0)
    # Since when others may improve the text, and who said so.
    wiki_since: Mapped[Moment | None]
    wiki_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    # Made by the browser for each composed text, so that pressing twice posts once.
    client_key: Mapped[str | None] = mapped_column(String(64))
    origin: Mapped[dict[str, Any] | None] = mapped_column(Json)

    topic: Mapped[Topic] = relationship(lazy="raise_on_sql")
    author: Mapped[User] = relationship(foreign_keys=author_id, lazy="raise_on_sql")

    @property
    def is_held(self) -> bool:
        """Whether the post waits for a moderator."""
        return self.state == State.HELD

    @property
    def is_hidden(self) -> bool:
        """Whether the post was put out of sight, to be looked at."""
        return self.state == State.HIDDEN

    @property
    def is_wiki(self) -> bool:
        """Whether others may improve the text."""
        return self.wiki_since is not None

    @property
    def is_first(self) -> bool:
        """Whether the post opens its topic."""
        return self.number == 1


class Revision(Model):
    """An earlier text of a post, as it stood before an edit."""

    __tablename__ = "revisions"
    __table_args__ = (UniqueConstraint("post_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    version: Mapped[int]
    title: Mapped[str | None] = mapped_column(String(255))
    body: Mapped[str] = mapped_column(Text)
    written_at: Mapped[Moment]
    written_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))

    written_by: Mapped[User] = relationship(lazy="raise_on_sql")


class HeldEdit(Model):
    """A changed text that waits for a moderator while readers still see the one before."""

    __tablename__ = "held_edits"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), index=True)
    editor_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    state: Mapped[State] = mapped_column(String(20), default=State.HELD)
    title: Mapped[str | None] = mapped_column(String(255))
    body: Mapped[str] = mapped_column(Text)
    tags: Mapped[list[str] | None] = mapped_column(Json)
    created_at: Mapped[Moment] = mapped_column(default=clock.now)

    post: Mapped[Post] = relationship(lazy="raise_on_sql")
    editor: Mapped[User] = relationship(lazy="raise_on_sql")


class Aside(Model):
    """A reply that answers nothing: a rule of the house wrote it, and nobody has read what for."""

    __tablename__ = "asides"

    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), primary_key=True)


class PostAddress(Model):
    """A place where a post stood before it was moved; the address still leads to it."""

    __tablename__ = "post_addresses"

    topic_id: Mapped[int] = mapped_column(ForeignKey("topics.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), index=True)


class Tag(Model):
    """A subject; its name is written in lower case with hyphens."""

    __tablename__ = "tags"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    topic_count: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[Moment] = mapped_column(default=clock.now)


class TagAddress(Model):
    """A name that a tag had, or that of a tag which is part of it now; it leads there still."""

    __tablename__ = "tag_addresses"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    tag_id: Mapped[int] = mapped_column(ForeignKey("tags.id"), index=True)


class TopicTag(Model):
    """A tag on a topic."""

    __tablename__ = "topic_tags"
    __table_args__ = (Index("ix_topic_tags_tag", "tag_id", "topic_id"),)

    topic_id: Mapped[int] = mapped_column(ForeignKey("topics.id"), primary_key=True)
    tag_id: Mapped[int] = mapped_column(ForeignKey("tags.id"), primary_key=True)
    position: Mapped[int] = mapped_column(default=0)


class ChannelTag(Model):
    """A tag that a channel allows. A channel without any allows all."""

    __tablename__ = "channel_tags"

    channel_id: Mapped[int] = mapped_column(ForeignKey("channels.id"), primary_key=True)
    tag_id: Mapped[int] = mapped_column(ForeignKey("tags.id"), primary_key=True)
