"""Rehearsals: how a launch went when invented members stormed a copy of it."""

from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from forum.kernel import clock
from forum.kernel.db import Json, Model, Moment


class RunState(StrEnum):
    """How far a rehearsal is."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Rehearsal(Model):
    """One rehearsal of a launch, and what came out of it."""

    __tablename__ = "rehearsals"
    __table_args__ = (Index("ix_rehearsals_launch", "launch_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    launch_id: Mapped[int] = mapped_column(ForeignKey("launches.id"))
    # Nobody when the command line asked.
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    asked_at: Mapped[Moment] = mapped_column(default=clock.now)
    begun_at: Mapped[Moment | None]
    ended_at: Mapped[Moment | None]
    state: Mapped[RunState] = mapped_column(String(10), default=RunState.QUEUED, index=True)
    # Of a hundred, while it runs.
    progress: Mapped[int] = mapped_column(default=0)
    # How many invented members it has.
    members: Mapped[int]
    # Of what was rehearsed: who gets in when, and how many there are.
    fingerprint: Mapped[str] = mapped_column(String(64), default="")
    # As `forum.rehearsals.figures` makes them.
    figures: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    # Why it failed: a word of ours, and what the machine said.
    reason: Mapped[str] = mapped_column(String(40), default="")
    details: Mapped[str] = mapped_column(Text, default="")

    @property
    def is_open(self) -> bool:
        """Whether it waits or runs."""
        return self.state in {RunState.QUEUED, RunState.RUNNING}
