"""The same cases for everybody of the team: what each decides alone, and how far they agree."""

from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.kernel import clock
from forum.kernel.db import Json, Model, Moment


class CalibrationRound(Model):
    """The cases of one month. The figures are written when it is closed, and stay."""

    __tablename__ = "calibration_rounds"

    id: Mapped[int] = mapped_column(primary_key=True)
    # As 2026-12.
    month: Mapped[str] = mapped_column(String(7), unique=True)
    opened_at: Mapped[Moment] = mapped_column(default=clock.now)
    closes_at: Mapped[Moment]
    # That those who had not answered were reminded.
    reminded_at: Mapped[Moment | None]
    closed_at: Mapped[Moment | None]
    # How many answered every case.
    people: Mapped[int] = mapped_column(default=0)
    # How often two of them agree, and Fleiss' kappa; nothing where there is none.
    share: Mapped[float | None]
    kappa: Mapped[float | None]


class CalibrationCase(Model):
    """One case of a round: a supplied scenario, or a closed case without its names."""

    __tablename__ = "calibration_cases"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("calibration_rounds.id"), index=True)
    position: Mapped[int]
    scenario_id: Mapped[int | None] = mapped_column(ForeignKey("training_scenarios.id"))
    reviewable_id: Mapped[int | None] = mapped_column(ForeignKey("reviewables.id"), index=True)
    # Whose text it is, so that it goes when they go.
    about_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    text: Mapped[str] = mapped_column(Text, default="")
    # What was decided then, as the team decides in the queue; empty for a scenario.
    outcome: Mapped[str] = mapped_column(String(20), default="")
    # Since when it is asked no more, because the text is gone.
    gone_at: Mapped[Moment | None]
    # When it is closed: how many decided what, by word, and by which clause.
    decisions: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    clauses: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)


class CalibrationAnswer(Model):
    """What one person decided on one case, before they knew what others did."""

    __tablename__ = "calibration_answers"
    __table_args__ = (UniqueConstraint("case_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("calibration_cases.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    decision: Mapped[str] = mapped_column(String(20))
    # The word of a harm; empty for none.
    clause: Mapped[str] = mapped_column(String(20), default="")
    at: Mapped[Moment] = mapped_column(default=clock.now)


class CalibrationNote(Model):
    """What somebody of the team says about a case on which they did not agree."""

    __tablename__ = "calibration_notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("calibration_cases.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    body: Mapped[str] = mapped_column(Text)
    at: Mapped[Moment] = mapped_column(default=clock.now)
