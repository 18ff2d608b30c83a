"""Private conversations, who is in them, their messages, and what was reported of them."""

from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship, remote

from forum.accounts.models import User
from forum.kernel import clock
from forum.kernel.db import Model, Moment
from forum.kernel.handover import NAMELESS


class Reach(StrEnum):
    """From whom a member takes a new conversation. Staff may always write."""

    EVERYBODY = "everybody"
    FOLLOWED = "followed"
    NOBODY = "nobody"


class Complaint(StrEnum):
    """Why a message was reported."""

    UNWANTED = "unwanted"
    HURTFUL = "hurtful"
    SPAM = "spam"
    OTHER = "other"


class Conversation(Model):
    """A private talk of two or a few people."""

    __tablename__ = "conversations"
    __table_args__ = (Index("ix_conversations_author", "author_id", "created_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    # Who began it.
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"), info=NAMELESS)
    # May be empty: then it is called by the people in it.
    title: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[Moment] = mapped_column(default=clock.now)
    # The highest number given so far; numbers are never given twice.
    last_number: Mapped[int] = mapped_column(default=0)


class Participant(Model):
    """Somebody's place in a conversation, kept after they left."""

    __tablename__ = "participants"
    __table_args__ = (
        # The list of one's conversations, the latest first.
        Index("ix_participants_user", "user_id", "latest_at", "conversation_id"),
    )

    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True, info=NAMELESS)
    # Messages up to this number were written before they came, and are not theirs to read.
    after_number: Mapped[int] = mapped_column(default=0)
    # The highest number they have had on the screen, and how many by others came after it.
    read_number: Mapped[int] = mapped_column(default=0)
    unread_count: Mapped[int] = mapped_column(default=0)
    # When the newest message came that they may read; for the order of the list.
    latest_at: Mapped[Moment] = mapped_column(default=clock.now)
    joined_at: Mapped[Moment] = mapped_column(default=clock.now)
    # Empty for those with whom it began.
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    left_at: Mapped[Moment | None]
    # The newest message that was there when they left.
    left_number: Mapped[int | None]
    muted_at: Mapped[Moment | None]

    conversation: Mapped[Conversation] = relationship(lazy="raise_on_sql")
    user: Mapped[User] = relationship(foreign_keys=user_id, lazy="raise_on_sql")

    @property
    def is_here(self) -> bool:
        """Whether they have not left."""
        return self.left_at is None

    @property
    def is_muted(self) -> bool:
        """Whether they are not told of what is written."""
        return self.muted_at is not None


class Message(Model):
    """One text of a conversation. Of a deleted one only its place is left."""

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("conversation_id", "number"),
        UniqueConstraint("author_id", "client_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"))
    number: Mapped[int]
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"), info=NAMELESS)
    body: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    markup_version: Mapped[int]
    created_at: Mapped[Moment] = mapped_column(default=clock.now)
    edited_at: Mapped[Moment | None]
    deleted_at: Mapped[Moment | None]
    deleted_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    # Made by the browser for each composed text, so that pressing twice sends once.
    client_key: Mapped[str | None] = mapped_column(String(64))

    conversation: Mapped[Conversation] = relationship(lazy="raise_on_sql")
    author: Mapped[User] = relationship(foreign_keys=author_id, lazy="raise_on_sql")

    @property
    def is_deleted(self) -> bool:
        """Whether only its place is left."""
        return self.deleted_at is not None


class MessageReport(Model):
    """A message that somebody in the conversation showed to the team."""

    __tablename__ = "message_reports"

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id"), index=True)
    # Who reported it.
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True, info=NAMELESS)
    complaint: Mapped[Complaint] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[Moment] = mapped_column(default=clock.now)
    # The report in whose case this one stands, when it opened none itself.
    joined_to_id: Mapped[int | None] = mapped_column(ForeignKey("message_reports.id"), index=True)

    message: Mapped[Message] = relationship(lazy="raise_on_sql")
    user: Mapped[User] = relationship(foreign_keys=user_id, lazy="raise_on_sql")
    lines: Mapped[list["ReportedLine"]] = relationship(
        order_by="ReportedLine.number", lazy="raise_on_sql"
    )
    # What stands in the same case: of others about this message, of the same one about others.
    joined: Mapped[list["MessageReport"]] = relationship(
        primaryjoin=lambda: foreign(remote(MessageReport.joined_to_id)) == MessageReport.id,
        order_by="MessageReport.id",
        viewonly=True,
        lazy="raise_on_sql",
    )
    # What others in the conversation reported of the same message.
    alike: Mapped[list["MessageReport"]] = relationship(
        primaryjoin=lambda: (
            (foreign(remote(MessageReport.message_id)) == MessageReport.message_id)
            & (remote(MessageReport.id) != MessageReport.id)
        ),
        order_by="MessageReport.id",
        viewonly=True,
        lazy="raise_on_sql",
    )


class ReportedLine(Model):
    """A message as it stood when it, or one close to it, was reported: all that the team reads."""

    __tablename__ = "reported_lines"

    report_id: Mapped[int] = mapped_column(ForeignKey("message_reports.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True, info=NAMELESS)
    body: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    written_at: Mapped[Moment]

    author: Mapped[User] = relationship(lazy="raise_on_sql")


class MessageWish(Model):
    """From whom a member takes new conversations; without a row, from everybody."""

    __tablename__ = "message_wishes"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    reach: Mapped[Reach] = mapped_column(String(20), default=Reach.EVERYBODY)
