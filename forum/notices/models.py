"""What members are told, what they want to be told, and how many notices they have not read."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import User
from forum.kernel import clock
from forum.kernel.db import Json, Model, Moment
from forum.notices import settings
from forum.notices.kinds import SUBJECTS, DigestWhen, MailWhen, NoticeKind, Subject, Wish

UNREAD = text("read_at IS NULL")
OWED = text("mail_due_at IS NOT NULL")


class Notice(Model):
    """One line of a member's inbox."""

    __tablename__ = "notices"
    __table_args__ = (
        UniqueConstraint("user_id", "key"),
        Index("ix_notices_user", "user_id", "latest_at", "id"),
        Index(
            "ix_notices_unread", "topic_id", "user_id", sqlite_where=UNREAD, postgresql_where=UNREAD
        ),
        Index("ix_notices_mail_due", "mail_due_at", sqlite_where=OWED, postgresql_where=OWED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    kind: Mapped[NoticeKind] = mapped_column(String(20))
    # The event, so that nobody is told of it twice. A gathered line gives its key away when it is
    # read: the next event begins another line.
    key: Mapped[str | None] = mapped_column(String(80))
    # Who did it; the last one of those whom a line gathers.
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topics.id"))
    # The newest of those that a line gathers.
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"), index=True)
    channel_id: Mapped[int | None] = mapped_column(ForeignKey("channels.id"))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("reviewables.id"))
    request_id: Mapped[int | None] = mapped_column(ForeignKey("entry_requests.id"))
    award_id: Mapped[int | None] = mapped_column(ForeignKey("badge_awards.id"))
    # What there is to say of it, of kinds that are about no post.
    facts: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    # How many posts or people a line gathers.
    count: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[Moment] = mapped_column(default=clock.now)
    latest_at: Mapped[Moment] = mapped_column(default=clock.now)
    read_at: Mapped[Moment | None]
    # When a letter is to be thought of; nothing when there is none to send, or when it is decided.
    mail_due_at: Mapped[Moment | None]
    mailed_at: Mapped[Moment | None]

    actor: Mapped[User | None] = relationship(foreign_keys=actor_id, lazy="raise_on_sql")

    @property
    def is_read(self) -> bool:
        """Whether the member has seen it, or what it is about."""
        return self.read_at is not None

    @property
    def subject(self) -> Subject:
        """What the member's wish for it is about."""
        return SUBJECTS[self.kind]


class NoticePerson(Model):
    """Somebody whom a line about reactions gathers."""

    __tablename__ = "notice_people"

    notice_id: Mapped[int] = mapped_column(ForeignKey("notices.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True, index=True)
    at: Mapped[Moment] = mapped_column(default=clock.now)


class Inbox(Model):
    """A member's count of unread notices and their wishes; without a row, nothing and defaults."""

    __tablename__ = "inboxes"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    unread: Mapped[int] = mapped_column(default=0)
    # Only what was chosen: wishes by subject.
    wishes: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    mail_when: Mapped[MailWhen] = mapped_column(String(10), default=MailWhen.AWAY)
    # How often the summary comes; without, as the brand chose.
    digest: Mapped[DigestWhen | None] = mapped_column(String(10))
    # Since when the wishes, and the levels of channels and topics, are what they are.
    changed_at: Mapped[Moment | None]

    @property
    def digest_when(self) -> DigestWhen:
        """How often the summary comes, chosen or by default."""
        return DigestWhen(self.digest or settings.DIGEST.get())


class Digest(Model):
    """That a member's summary of a day was thought of: sent, or left out for want of news."""

    __tablename__ = "digests"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    # As the calendar of the member has it, such as 2026-11-23.
    day: Mapped[str] = mapped_column(String(10), primary_key=True)
    at: Mapped[Moment] = mapped_column(default=clock.now)
    was_sent: Mapped[bool] = mapped_column(default=False)


def wish_among(wishes: Mapping[str, str] | None, subject: Subject) -> Wish:
    """What a member wants, chosen or by default."""
    return Wish((wishes or {}).get(subject) or settings.default_of(subject))
