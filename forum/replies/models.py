"""Saved replies, their earlier texts, where they were used, and answers that rules asked for."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import User
from forum.kernel import clock
from forum.kernel.db import Json, Model, Moment
from forum.kernel.handover import NAMELESS


class Place(StrEnum):
    """Where a saved reply is put into a text: a reply in a topic, or words of a decision."""

    TOPIC = "topic"
    CASE = "case"


class Solved(StrEnum):
    """What a member says when asked whether a reply solved it."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class SavedReply(Model):
    """A text to begin an answer with, and what it fits."""

    __tablename__ = "saved_replies"
    __table_args__ = (
        Index("ix_saved_replies_used", "archived_at", "use_count", "id"),
        Index(
            "uq_saved_replies_title",
            "language",
            "title",
            unique=True,
            sqlite_where=text("archived_at IS NULL"),
            postgresql_where=text("archived_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    # The word of a supplied one; nothing for those that the team wrote.
    key: Mapped[str | None] = mapped_column(String(60), unique=True)
    title: Mapped[str] = mapped_column(String(80))
    body: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(20))
    # What it fits: harms of clauses and reasons of cases, kinds of message, channels. Empty: all.
    reasons: Mapped[list[str]] = mapped_column(Json, default=list)
    kinds: Mapped[list[str]] = mapped_column(Json, default=list)
    channel_ids: Mapped[list[int]] = mapped_column(Json, default=list)
    # Who sees to it that it stays right, and when somebody last did.
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    reviewed_at: Mapped[Moment] = mapped_column(default=clock.now)
    use_count: Mapped[int] = mapped_column(default=0)
    # Raised by each change, which is kept as a `SavedReplyVersion`.
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[Moment] = mapped_column(default=clock.now)
    archived_at: Mapped[Moment | None]
    archived_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    owner: Mapped[User | None] = relationship(foreign_keys=owner_id, lazy="raise_on_sql")

    @property
    def is_archived(self) -> bool:
        """Whether nobody is offered it any more."""
        return self.archived_at is not None


class SavedReplyVersion(Model):
    """A saved reply as it was from one change to the next."""

    __tablename__ = "saved_reply_versions"
    __table_args__ = (UniqueConstraint("reply_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reply_id: Mapped[int] = mapped_column(ForeignKey("saved_replies.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(80))
    body: Mapped[str] = mapped_column(Text)
    # Language, reasons, kinds and channels.
    fits: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    at: Mapped[Moment] = mapped_column(default=clock.now)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    by: Mapped[User | None] = relationship(lazy="raise_on_sql")


class SavedReplyUse(Model):
    """A saved reply was put into a text; once the text is sent, where it stands and what came."""

    __tablename__ = "saved_reply_uses"
    __table_args__ = (
        # What somebody put into a text that is not sent yet.
        Index("ix_saved_reply_uses_place", "by_id", "place", "place_id", "sent_at"),
        Index("ix_saved_reply_uses_reply", "reply_id", "sent_at", "id"),
        # Whom to ask next.
        Index("ix_saved_reply_uses_ask", "ask_at"),
        Index("ix_saved_reply_uses_post", "post_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reply_id: Mapped[int] = mapped_column(ForeignKey("saved_replies.id"))
    version: Mapped[int]
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    place: Mapped[Place] = mapped_column(String(10))
    place_id: Mapped[int]
    # The text as it was put in, to tell what was written beside it; empty once it is sent.
    filled: Mapped[str] = mapped_column(Text, default="")
    is_complaint: Mapped[bool] = mapped_column(default=False)
    filled_at: Mapped[Moment] = mapped_column(default=clock.now)
    sent_at: Mapped[Moment | None]
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
    # Whom it answers; when to ask them, when they were asked, and what they said.
    member_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True, info=NAMELESS)
    ask_at: Mapped[Moment | None]
    asked_at: Mapped[Moment | None]
    solved: Mapped[Solved | None] = mapped_column(String(10))
    answered_at: Mapped[Moment | None]

    reply: Mapped[SavedReply] = relationship(lazy="raise_on_sql")


class Complaint(Model):
    """What the team does about a complaint beside answering it: said in private, promised, done.

    Hear: the first public reply, which `answering` knows. Own: the private conversation.
    Act: what was promised and done. Return: the public closing line, and the question.
    """

    __tablename__ = "complaints"
    __table_args__ = (
        Index(
            "ix_complaints_promised",
            "promised_for",
            sqlite_where=text("kept_at IS NULL"),
            postgresql_where=text("kept_at IS NULL"),
        ),
    )

    topic_id: Mapped[int] = mapped_column(ForeignKey("topics.id"), primary_key=True)
    conversation_id: Mapped[int | None] = mapped_column(ForeignKey("conversations.id"), index=True)
    # What the member was promised, until when, and that it was kept.
    promise: Mapped[str] = mapped_column(String(300), default="")
    promised_for: Mapped[Moment | None]
    promised_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    kept_at: Mapped[Moment | None]
    # When the team was told that it is late.
    late_at: Mapped[Moment | None]
    # What was done, for the team; and the post that says so to everybody.
    outcome: Mapped[str] = mapped_column(Text, default="")
    closing_post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
    closed_at: Mapped[Moment | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    # What its author says to that, and since when it is open again because they said no.
    solved: Mapped[Solved | None] = mapped_column(String(10))
    answered_at: Mapped[Moment | None]
    reopened_at: Mapped[Moment | None]

    @property
    def is_asked(self) -> bool:
        """Whether its author is asked, and has not answered."""
        return self.closed_at is not None and self.solved is None

    def is_overdue_at(self, now: datetime) -> bool:
        """Whether something promised should be done by this moment."""
        is_open = self.kept_at is None and self.closed_at is None
        return is_open and self.promised_for is not None and self.promised_for <= now


class RuleAnswer(Model):
    """A rule of the house answers a topic with a saved reply: once a topic and rule."""

    __tablename__ = "rule_answers"
    __table_args__ = (
        UniqueConstraint("topic_id", "rule_id"),
        Index("ix_rule_answers_open", "done_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topics.id"))
    # Rules are above, so this is no foreign key.
    rule_id: Mapped[int]
    reply_id: Mapped[int] = mapped_column(ForeignKey("saved_replies.id"))
    # The post that is answered.
    to_post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    created_at: Mapped[Moment] = mapped_column(default=clock.now)
    done_at: Mapped[Moment | None]
    # The answer; nothing when there was none, and then why.
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"), index=True)
    why_not: Mapped[str] = mapped_column(String(40), default="")
