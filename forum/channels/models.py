"""Sections, the channels in them, and who belongs to a channel."""

from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import User
from forum.kernel import clock
from forum.kernel.db import Model, Moment
from forum.kernel.handover import NAMELESS


class Kind(StrEnum):
    """What a channel is for, and so how its topics look."""

    DISCUSSION = "discussion"
    QUESTION = "question"
    ANNOUNCEMENT = "announcement"
    GALLERY = "gallery"
    LIVE = "live"


class Visibility(StrEnum):
    """Who may read: everybody, members, or those let in (to a listed or to a hidden channel)."""

    PUBLIC = "public"
    MEMBERS = "members"
    PRIVATE = "private"
    SECRET = "secret"  # noqa: S105 -- a kind of door, no password


class Audience(StrEnum):
    """Who may write, among those who may read."""

    MEMBERS = "members"
    INSIDERS = "insiders"
    STAFF = "staff"


class Section(Model):
    """A heading under which channels stand."""

    __tablename__ = "sections"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    position: Mapped[int] = mapped_column(default=0)


class Channel(Model):
    """A room with a door: who sees, who replies and who starts are three separate rules."""

    __tablename__ = "channels"

    id: Mapped[int] = mapped_column(primary_key=True)
    section_id: Mapped[int | None] = mapped_column(ForeignKey("sections.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    description: Mapped[str] = mapped_column(String(500), default="")
    # Advice shown beside the composer, Markdown and its html.
    guidance: Mapped[str] = mapped_column(Text, default="")
    guidance_html: Mapped[str] = mapped_column(Text, default="")
    icon: Mapped[str] = mapped_column(String(40), default="message-circle")
    hue: Mapped[int] = mapped_column(default=1)
    kind: Mapped[Kind] = mapped_column(String(20), default=Kind.DISCUSSION)
    visibility: Mapped[Visibility] = mapped_column(String(20), default=Visibility.PUBLIC)
    starts: Mapped[Audience] = mapped_column(String(20), default=Audience.MEMBERS)
    replies: Mapped[Audience] = mapped_column(String(20), default=Audience.MEMBERS)
    position: Mapped[int] = mapped_column(default=0)
    # Topics and replies wait for a moderator when a moment is set.
    reviewed_since: Mapped[Moment | None]
    slow_mode_seconds: Mapped[int] = mapped_column(default=0)
    min_tags: Mapped[int] = mapped_column(default=0)
    topic_count: Mapped[int] = mapped_column(default=0)
    post_count: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[Moment] = mapped_column(default=clock.now)
    # When a topic or a reply was last published here.
    active_at: Mapped[Moment | None]
    archived_at: Mapped[Moment | None]
    archived_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("channels.id"))

    section: Mapped[Section | None] = relationship(lazy="raise_on_sql")

    @property
    def is_archived(self) -> bool:
        """Whether the channel is kept for reading only."""
        return self.archived_at is not None

    @property
    def is_reviewed(self) -> bool:
        """Whether everything written here waits for a moderator first."""
        return self.reviewed_since is not None

    @property
    def is_live(self) -> bool:
        """Whether the channel is one stream of messages in place of topics."""
        return self.kind == Kind.LIVE

    @property
    def message_count(self) -> int:
        """Of a live channel: its posts without those that open the topics which hold them."""
        return self.post_count - self.topic_count

    @property
    def takes_answers(self) -> bool:
        """Whether one reply of a topic can be accepted as its answer."""
        return self.kind == Kind.QUESTION


class ChannelSlug(Model):
    """An address that a channel had once; it still leads there."""

    __tablename__ = "channel_slugs"

    slug: Mapped[str] = mapped_column(String(100), primary_key=True)
    channel_id: Mapped[int] = mapped_column(ForeignKey("channels.id"), index=True)


class ChannelRole(StrEnum):
    """What a person is in one channel."""

    MEMBER = "member"
    MODERATOR = "moderator"


# What opened the door, when it was a tier; the slug of the tier follows.
LENT = "tier:"


# The same when staff picked somebody for a circle, whose number follows. Nobody is told of it.
CIRCLE = "circle:"


class ChannelMember(Model):
    """Someone let into a channel."""

    __tablename__ = "channel_members"
    __table_args__ = (UniqueConstraint("channel_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    channel_id: Mapped[int] = mapped_column(ForeignKey("channels.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    role: Mapped[ChannelRole] = mapped_column(String(20), default=ChannelRole.MEMBER)
    # What opened the door: `staff`, `request:12`, `tier:gold`, later `launch:3`.
    source: Mapped[str] = mapped_column(String(80))
    added_at: Mapped[Moment] = mapped_column(default=clock.now)
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    user: Mapped[User] = relationship(foreign_keys=user_id, lazy="raise_on_sql")


class EntryRequest(Model):
    """A member asks to be let into a private channel; once at a time."""

    __tablename__ = "entry_requests"
    __table_args__ = (
        Index(
            "uq_entry_requests_open",
            "channel_id",
            "user_id",
            unique=True,
            sqlite_where=text("decided_at IS NULL"),
            postgresql_where=text("decided_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    channel_id: Mapped[int] = mapped_column(ForeignKey("channels.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True, info=NAMELESS)
    message: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[Moment] = mapped_column(default=clock.now)
    # Set by a decision and by a withdrawal alike: the request waits no longer.
    decided_at: Mapped[Moment | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    admitted_at: Mapped[Moment | None]
    withdrawn_at: Mapped[Moment | None]
    # Words to the member, given with a no.
    note: Mapped[str] = mapped_column(Text, default="")

    channel: Mapped[Channel] = relationship(lazy="raise_on_sql")
    user: Mapped[User] = relationship(foreign_keys=user_id, lazy="raise_on_sql")
