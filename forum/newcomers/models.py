"""First posts and who looks after them, interests, invitations, and inner circles."""

from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import User
from forum.channels.models import Channel
from forum.kernel import clock
from forum.kernel.db import Model, Moment
from forum.kernel.handover import NAMELESS
from forum.topics.models import Post

WAITS = text("answer_id IS NULL")


class FirstPost(Model):
    """The first post of a member, which is due for a reply by somebody else."""

    __tablename__ = "first_posts"
    __table_args__ = (
        Index("ix_first_posts_waits", "due_at", sqlite_where=WAITS, postgresql_where=WAITS),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), unique=True)
    # Where the post stands now.
    topic_id: Mapped[int] = mapped_column(ForeignKey("topics.id"), index=True)
    published_at: Mapped[Moment] = mapped_column(index=True)
    due_at: Mapped[Moment]
    # The first reply of somebody else.
    answer_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"), index=True)
    answered_at: Mapped[Moment | None]
    claimed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    claimed_at: Mapped[Moment | None]
    # When others were told that it waits for too long.
    overdue_at: Mapped[Moment | None]
    # The volunteer whose turn it was.
    buddy_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    buddy_asked_at: Mapped[Moment | None]

    post: Mapped[Post] = relationship(foreign_keys=post_id, lazy="raise_on_sql")
    answer: Mapped[Post | None] = relationship(foreign_keys=answer_id, lazy="raise_on_sql")
    user: Mapped[User] = relationship(foreign_keys=user_id, lazy="raise_on_sql")
    claimed_by: Mapped[User | None] = relationship(foreign_keys=claimed_by_id, lazy="raise_on_sql")
    buddy: Mapped[User | None] = relationship(foreign_keys=buddy_id, lazy="raise_on_sql")

    @property
    def waits(self) -> bool:
        """Whether nobody else has replied yet."""
        return self.answer_id is None

    @property
    def is_overdue(self) -> bool:
        """Whether a reply should have come by now."""
        return self.waits and self.due_at <= clock.now()


class Buddy(Model):
    """A member who volunteers to look after newcomers."""

    __tablename__ = "buddies"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    since: Mapped[Moment] = mapped_column(default=clock.now)


class GreetingOffer(Model):
    """A channel or a tag that newcomers are asked about."""

    __tablename__ = "greeting_offers"

    id: Mapped[int] = mapped_column(primary_key=True)
    channel_id: Mapped[int | None] = mapped_column(ForeignKey("channels.id"), unique=True)
    # A tag may go; then it is offered no more.
    tag_id: Mapped[int | None] = mapped_column(unique=True)
    position: Mapped[int]


class Interest(Model):
    """A channel or a tag that a member said they care for."""

    __tablename__ = "interests"
    __table_args__ = (
        UniqueConstraint("user_id", "channel_id"),
        UniqueConstraint("user_id", "tag_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    channel_id: Mapped[int | None] = mapped_column(ForeignKey("channels.id"), index=True)
    tag_id: Mapped[int | None]
    said_at: Mapped[Moment] = mapped_column(default=clock.now)


class InvitationSource(Model):
    """Where people come from: a member who invites, or a campaign of the team."""

    __tablename__ = "invitation_sources"

    id: Mapped[int] = mapped_column(primary_key=True)
    # The one or the other.
    member_id: Mapped[int | None] = mapped_column(
        ForeignKey("users.id"), unique=True, info=NAMELESS
    )
    name: Mapped[str | None] = mapped_column(String(80), unique=True)
    created_at: Mapped[Moment] = mapped_column(default=clock.now)
    paused_at: Mapped[Moment | None]
    # Nobody when it was paused because too many of its people broke rules.
    paused_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    # When staff let it go on although it was paused: from then on only they pause it.
    kept_at: Mapped[Moment | None]
    kept_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    member: Mapped[User | None] = relationship(foreign_keys=member_id, lazy="raise_on_sql")

    @property
    def is_paused(self) -> bool:
        """Whether its links count nobody for now."""
        return self.paused_at is not None


class Invitation(Model):
    """A link by which people come, and by which we know from where. It opens no door."""

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("invitation_sources.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True, info=NAMELESS)
    # The end of its address.
    code: Mapped[str] = mapped_column(String(32), unique=True)
    created_at: Mapped[Moment] = mapped_column(default=clock.now)
    expires_at: Mapped[Moment | None]
    # How many may come by it; nothing for as many as like.
    most_uses: Mapped[int | None]
    uses: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[Moment | None]

    source: Mapped[InvitationSource] = relationship(lazy="raise_on_sql")

    @property
    def is_open(self) -> bool:
        """Whether people who come by it are counted now; its source is loaded with it."""
        is_over = self.expires_at is not None and self.expires_at <= clock.now()
        is_full = self.most_uses is not None and self.uses >= self.most_uses
        return not (self.ended_at or is_over or is_full or self.source.is_paused)


class Credit(StrEnum):
    """What the order of somebody who came by a member's link brings to that member, and why not."""

    # They have bought nothing since they came.
    NONE = "none"
    # They have bought, and it may still go back.
    WAITING = "waiting"
    GIVEN = "given"
    # Nothing stays of what they bought.
    SENT_BACK = "sent_back"
    # They are of the team.
    TEAM = "team"
    # They had bought before they came.
    BEFORE = "before"
    # They bought with a mail address of whoever invited them.
    SAME_ADDRESS = "same_address"
    # What stays of the order is less than the brand asks for.
    TOO_SMALL = "too_small"


class InvitedMember(Model):
    """A member who came by a link."""

    __tablename__ = "invited_members"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True, info=NAMELESS)
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitations.id"), index=True)
    joined_at: Mapped[Moment]
    # Its day, counted as the activity log counts days.
    joined_day: Mapped[int]
    # When they had been here on seven different days.
    active_at: Mapped[Moment | None]
    credit: Mapped[Credit] = mapped_column(String(20), default=Credit.NONE)
    # What the brand asked of an order, in whole units, when theirs was looked at first.
    credit_least: Mapped[int | None]


class Circle(Model):
    """A hand-picked list of members with a hidden channel of its own. Only staff know the list."""

    __tablename__ = "circles"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    note: Mapped[str] = mapped_column(String(300), default="")
    channel_id: Mapped[int] = mapped_column(ForeignKey("channels.id"), unique=True)
    # After so many days somebody's place is looked at again.
    review_days: Mapped[int] = mapped_column(default=90)
    # Of those who help, so many of a hundred come in by the rule; 0 for none.
    fill_percent: Mapped[int] = mapped_column(default=0)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[Moment] = mapped_column(default=clock.now)
    # Up to which moment staff were told of places that are due.
    told_at: Mapped[Moment | None]
    ended_at: Mapped[Moment | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    channel: Mapped[Channel] = relationship(lazy="raise_on_sql")


class CircleMember(Model):
    """Somebody's place in a circle."""

    __tablename__ = "circle_members"
    __table_args__ = (UniqueConstraint("circle_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    circle_id: Mapped[int] = mapped_column(ForeignKey("circles.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    # Nobody when the rule did.
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    added_at: Mapped[Moment] = mapped_column(default=clock.now)
    review_at: Mapped[Moment] = mapped_column(index=True)

    user: Mapped[User] = relationship(foreign_keys=user_id, lazy="raise_on_sql")
    circle: Mapped[Circle] = relationship(lazy="raise_on_sql")


class CircleOut(Model):
    """Somebody who was taken out of a circle, or left it: the rule takes them in no more."""

    __tablename__ = "circle_outs"

    circle_id: Mapped[int] = mapped_column(ForeignKey("circles.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True, index=True)
    at: Mapped[Moment] = mapped_column(default=clock.now)
