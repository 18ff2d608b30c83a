"""The scenarios of the course, who takes it, and what they answered."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from forum.kernel import clock
from forum.kernel.db import Json, Model, Moment


class Subject(StrEnum):
    """What a scenario is about."""

    CONFLICT = "conflict"
    SERVICE = "service"
    PRIVACY = "privacy"
    SAFETY = "safety"
    SPAM = "spam"
    CRITICISM = "criticism"
    APPEAL = "appeal"
    OWN = "own"


class Decision(StrEnum):
    """What somebody of the team may do about a text, in training."""

    KEEP = "keep"
    HIDE = "hide"
    REMOVE = "remove"
    EDIT = "edit"
    MOVE = "move"
    REPLY = "reply"
    ASK = "ask"
    WARN = "warn"
    SILENCE = "silence"
    SUSPEND = "suspend"
    DECLINE = "decline"
    OVERTURN = "overturn"
    SECOND = "second"
    HAND_ON = "hand_on"
    LEAVE = "leave"


class Scenario(Model):
    """A short story with a question. Supplied ones have no words here until staff change them."""

    __tablename__ = "training_scenarios"

    id: Mapped[int] = mapped_column(primary_key=True)
    # The word of a supplied one; nothing for those that staff wrote.
    key: Mapped[str | None] = mapped_column(String(40), unique=True)
    position: Mapped[int] = mapped_column(default=0)
    subject: Mapped[Subject] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(120), default="")
    post: Mapped[str] = mapped_column(Text, default="")
    facts: Mapped[str] = mapped_column(Text, default="")
    question: Mapped[str] = mapped_column(String(300), default="")
    # Each with `decision`, `clause` (the word of a harm, or empty) and `words`.
    choices: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    # Which of the choices is right, from 0; and why.
    right: Mapped[int] = mapped_column(default=0)
    why: Mapped[str] = mapped_column(Text, default="")
    is_on: Mapped[bool] = mapped_column(default=True)
    changed_at: Mapped[Moment] = mapped_column(default=clock.now)
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    removed_at: Mapped[Moment | None]

    @property
    def is_ours(self) -> bool:
        """Whether its words are those that staff wrote."""
        return bool(self.title)


class Attempt(Model):
    """Somebody takes the course, once; when it is passed, this is their certificate."""

    __tablename__ = "training_attempts"
    __table_args__ = (
        Index("ix_training_attempts_user", "user_id", "started_at"),
        Index("ix_training_attempts_ends", "valid_until"),
        # One at a time.
        Index(
            "uq_training_attempts_open",
            "user_id",
            unique=True,
            sqlite_where=text("finished_at IS NULL"),
            postgresql_where=text("finished_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    started_at: Mapped[Moment] = mapped_column(default=clock.now)
    # The numbers of the scenarios in the order of this attempt.
    plan: Mapped[list[int]] = mapped_column(Json, default=list)
    # From which the order of the choices is drawn.
    seed: Mapped[int]
    finished_at: Mapped[Moment | None]
    asked: Mapped[int] = mapped_column(default=0)
    right: Mapped[int] = mapped_column(default=0)
    # How much had to be right, in percent, when it was finished.
    mark: Mapped[int] = mapped_column(default=0)
    # Until when somebody who passed need not do it again; nothing for those who did not pass.
    valid_until: Mapped[Moment | None]
    # That they were told that it ends soon.
    told_at: Mapped[Moment | None]

    @property
    def is_passed(self) -> bool:
        """Whether enough was right."""
        return self.valid_until is not None

    @property
    def percent(self) -> int:
        """How much of it was right, rounded down: nobody is rounded over the mark."""
        return self.right * 100 // self.asked if self.asked else 0

    def is_valid_at(self, moment: datetime) -> bool:
        """Whether it is a certificate that holds."""
        return self.valid_until is not None and self.valid_until > moment


class TrainingAnswer(Model):
    """What somebody chose in one scenario of an attempt. It cannot be changed."""

    __tablename__ = "training_answers"
    __table_args__ = (UniqueConstraint("attempt_id", "scenario_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("training_attempts.id"))
    scenario_id: Mapped[int] = mapped_column(ForeignKey("training_scenarios.id"), index=True)
    choice: Mapped[int]
    is_right: Mapped[bool]
    at: Mapped[Moment] = mapped_column(default=clock.now)
