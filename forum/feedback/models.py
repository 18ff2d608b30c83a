"""Rounds of feedback about launches: questions, what members answer, and what is promised."""

from datetime import date
from enum import StrEnum

from sqlalchemy import Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import User
from forum.kernel import clock
from forum.kernel.db import Json, Model, Moment
from forum.kernel.handover import NAMELESS
from forum.launches.models import Launch


class Starts(StrEnum):
    """From when on the days of a member count: from using their code, or from having one."""

    REDEEMED = "redeemed"
    CLAIMED = "claimed"


class QuestionKind(StrEnum):
    """How a question is answered."""

    SCALE = "scale"
    RECOMMEND = "recommend"
    SINGLE = "single"
    MULTIPLE = "multiple"
    TEXT = "text"


class FeedbackRound(Model):
    """The round of one launch: its form, and what the brand says to what it heard."""

    __tablename__ = "feedback_rounds"

    id: Mapped[int] = mapped_column(primary_key=True)
    launch_id: Mapped[int] = mapped_column(ForeignKey("launches.id"), unique=True)
    starts: Mapped[Starts] = mapped_column(String(10), default=Starts.REDEEMED)
    created_at: Mapped[Moment] = mapped_column(default=clock.now)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    # From when members are asked; before that it is a draft.
    published_at: Mapped[Moment | None]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    # What the brand heard, what it changes and what it will not; who said so last, and since when.
    heard: Mapped[str] = mapped_column(Text, default="")
    changes: Mapped[str] = mapped_column(Text, default="")
    stays: Mapped[str] = mapped_column(Text, default="")
    said_at: Mapped[Moment | None]
    said_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    launch: Mapped[Launch] = relationship(lazy="raise_on_sql")


class FeedbackQuestion(Model):
    """One question of a round."""

    __tablename__ = "feedback_questions"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("feedback_rounds.id"), index=True)
    position: Mapped[int]
    kind: Mapped[QuestionKind] = mapped_column(String(10))
    words: Mapped[str] = mapped_column(String(300))
    # What can be chosen, in its order; an answer names its place, from 0.
    choices: Mapped[list[str]] = mapped_column(Json, default=list)


class FeedbackPart(Model):
    """What one member has to do with a round: until when they may answer, and whether they did."""

    __tablename__ = "feedback_parts"
    __table_args__ = (
        UniqueConstraint("round_id", "user_id"),
        Index("ix_feedback_parts_closes", "closes_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("feedback_rounds.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True, info=NAMELESS)
    opens_at: Mapped[Moment]
    # The second it names is the last one.
    closes_at: Mapped[Moment]
    # How often they were told that it is open: at its beginning, and twice again.
    told: Mapped[int] = mapped_column(default=0)
    # Since when their answers count; without it they are kept, and count for nothing.
    sent_at: Mapped[Moment | None]
    changed_at: Mapped[Moment | None]
    # Whether their words may be shown to others who take part.
    is_shared: Mapped[bool] = mapped_column(default=False)

    user: Mapped[User] = relationship(lazy="raise_on_sql")


class FeedbackAnswer(Model):
    """What a member says to a question: a number, the place of a choice, or words.

    Where several can be chosen each of them is a row.
    """

    __tablename__ = "feedback_answers"

    part_id: Mapped[int] = mapped_column(ForeignKey("feedback_parts.id"), primary_key=True)
    question_id: Mapped[int] = mapped_column(
        ForeignKey("feedback_questions.id"), primary_key=True, index=True
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    words: Mapped[str] = mapped_column(Text, default="")
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True, info=NAMELESS)


class LaunchPromise(Model):
    """Something that the brand has said it will do until a day, for everybody to read."""

    __tablename__ = "launch_promises"
    __table_args__ = (Index("ix_launch_promises_due", "due", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    launch_id: Mapped[int | None] = mapped_column(ForeignKey("launches.id"), index=True)
    words: Mapped[str] = mapped_column(String(500))
    # The last day; and the one that was said first, when it was put off.
    due: Mapped[date] = mapped_column(Date)
    first_due: Mapped[date] = mapped_column(Date)
    made_at: Mapped[Moment] = mapped_column(default=clock.now)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    done_at: Mapped[Moment | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    done_note: Mapped[str] = mapped_column(String(500), default="")

    launch: Mapped[Launch | None] = relationship(lazy="raise_on_sql")
