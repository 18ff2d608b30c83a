"""Thanks, spotlights, milestones, goals, and where each member stands on their way."""

from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import User
from forum.kernel import clock
from forum.kernel.db import Json, Model, Moment
from forum.kernel.handover import NAMELESS
from forum.topics.models import Post

STANDING = text("withdrawn_at IS NULL AND post_id IS NOT NULL")


class Thanks(Model):
    """Thanks of one member to another, by a value of the house. Rows stay when they are taken back:
    they count for the limit of the day."""

    __tablename__ = "thanks"
    __table_args__ = (
        # One giver thanks once for one post.
        Index(
            "uq_thanks_post",
            "author_id",
            "post_id",
            unique=True,
            sqlite_where=STANDING,
            postgresql_where=STANDING,
        ),
        Index("ix_thanks_author", "author_id", "at"),
        Index("ix_thanks_to", "to_id", "at"),
        Index("ix_thanks_at", "at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"), info=NAMELESS)
    to_id: Mapped[int] = mapped_column(ForeignKey("users.id"), info=NAMELESS)
    value: Mapped[str] = mapped_column(String(40))
    note: Mapped[str] = mapped_column(String(280), default="")
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"), index=True)
    at: Mapped[Moment] = mapped_column(default=clock.now)
    withdrawn_at: Mapped[Moment | None]
    # Given from the lists of staff, where the limit of the day does not hold.
    from_team: Mapped[bool] = mapped_column(default=False)

    author: Mapped[User] = relationship(foreign_keys=author_id, lazy="raise_on_sql")
    to: Mapped[User] = relationship(foreign_keys=to_id, lazy="raise_on_sql")
    post: Mapped[Post | None] = relationship(lazy="raise_on_sql")


class Nomination(Model):
    """Somebody whom a member would like to see in the spotlight of a period; one each."""

    __tablename__ = "nominations"
    __table_args__ = (UniqueConstraint("author_id", "period"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    period: Mapped[str] = mapped_column(String(10), index=True)
    at: Mapped[Moment] = mapped_column(default=clock.now)


class SpotlightRound(Model):
    """The choice for one period: who was on the shortlist, with which figures, and how it ended."""

    __tablename__ = "spotlight_rounds"

    id: Mapped[int] = mapped_column(primary_key=True)
    # A month such as 2026-10, or a week such as 2026-W43.
    period: Mapped[str] = mapped_column(String(10), unique=True)
    made_at: Mapped[Moment] = mapped_column(default=clock.now)
    # The shortlist as it was made: members by number, with score and figures.
    candidates: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    # Ended with or without somebody; nobody: everybody on the list said no, or did not answer.
    closed_at: Mapped[Moment | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class Answer(StrEnum):
    """What a member said who was asked."""

    YES = "yes"
    NO = "no"
    # They did not answer in time, or the offer was taken back.
    NOTHING = "nothing"


class SpotlightOffer(Model):
    """The question to a member whether they want to stand in the spotlight."""

    __tablename__ = "spotlight_offers"
    __table_args__ = (UniqueConstraint("round_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("spotlight_rounds.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    offered_at: Mapped[Moment] = mapped_column(default=clock.now)
    # Nobody: the one before said no, or did not answer.
    offered_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    until: Mapped[Moment]
    answer: Mapped[Answer | None] = mapped_column(String(10))
    answered_at: Mapped[Moment | None]

    user: Mapped[User] = relationship(foreign_keys=user_id, lazy="raise_on_sql")
    round: Mapped[SpotlightRound] = relationship(lazy="raise_on_sql")

    @property
    def is_open(self) -> bool:
        """Whether it can be answered now."""
        return self.answer is None and clock.now() < self.until


class Spotlight(Model):
    """A member who stands, or stood, in the spotlight."""

    __tablename__ = "spotlights"

    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("spotlight_offers.id"), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    period: Mapped[str] = mapped_column(String(10), unique=True)
    began_at: Mapped[Moment] = mapped_column(default=clock.now, index=True)
    # Until then they stand on the front page.
    ends_at: Mapped[Moment]
    # What they did in the period, as it stood on the shortlist.
    figures: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    perk: Mapped[str] = mapped_column(String(200), default="")
    # The topic that tells of it, once staff have published it.
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topics.id"))

    user: Mapped[User] = relationship(foreign_keys=user_id, lazy="raise_on_sql")

    @property
    def is_on(self) -> bool:
        """Whether the member stands on the front page now."""
        return clock.now() < self.ends_at


class Counted(StrEnum):
    """What a community comes to; everything but years and members is counted in the log."""

    MEMBERS = "members"
    TOPICS = "topics"
    POSTS = "posts"
    ANSWERS = "answers"
    WELCOMES = "welcomes"
    THANKS = "thanks"
    YEARS = "years"


class Total(Model):
    """How many of something there are, counted by the worker every few minutes."""

    __tablename__ = "community_totals"

    what: Mapped[Counted] = mapped_column(String(10), primary_key=True)
    count: Mapped[int] = mapped_column(default=0)
    at: Mapped[Moment] = mapped_column(default=clock.now)


class Milestone(Model):
    """A number that the community has come to. It is reached once, whatever is deleted later."""

    __tablename__ = "milestones"
    __table_args__ = (UniqueConstraint("what", "count"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    what: Mapped[Counted] = mapped_column(String(10))
    count: Mapped[int]
    at: Mapped[Moment] = mapped_column(default=clock.now)
    # Reached before anybody counted: it is no news.
    is_news: Mapped[bool] = mapped_column(default=True)
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topics.id"))
    # Staff decided to let it pass.
    passed_at: Mapped[Moment | None]
    passed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class Reached(StrEnum):
    """What a member can come to."""

    POSTS = "posts"
    YEARS = "years"


class MemberMilestone(Model):
    """A number that a member has come to, once in a life."""

    __tablename__ = "member_milestones"
    __table_args__ = (UniqueConstraint("user_id", "kind", "count"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    kind: Mapped[Reached] = mapped_column(String(10))
    count: Mapped[int]
    at: Mapped[Moment] = mapped_column(default=clock.now, index=True)


class GroupGoal(Model):
    """Something to reach together, and what everybody gets for it."""

    __tablename__ = "group_goals"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(120))
    reward: Mapped[str] = mapped_column(Text, default="")
    what: Mapped[Counted] = mapped_column(String(10))
    target: Mapped[int]
    # What was there when it began, and what has come since then.
    base: Mapped[int] = mapped_column(default=0)
    count: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[Moment] = mapped_column(default=clock.now)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    reached_at: Mapped[Moment | None]
    # Shown no longer.
    ended_at: Mapped[Moment | None]


class Stage(StrEnum):
    """How far somebody has come with the community, first to last."""

    VISITOR = "visitor"
    MEMBER = "member"
    CONTRIBUTOR = "contributor"
    REGULAR = "regular"
    ADVOCATE = "advocate"

    @property
    def rank(self) -> int:
        """How far it is, from 0."""
        return list(Stage).index(self)


class JourneyStage(Model):
    """Where a member stood at the beginning of the day, and seven days before."""

    __tablename__ = "journey_stages"
    __table_args__ = (Index("ix_journey_stages_move", "before", "stage"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    # Counted from 1 January 1970, in UTC.
    day: Mapped[int]
    stage: Mapped[Stage] = mapped_column(String(12))
    # Nothing for those who were not here yet.
    before: Mapped[Stage | None] = mapped_column(String(12))

    user: Mapped[User] = relationship(lazy="raise_on_sql")
