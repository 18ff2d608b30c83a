"""Work owed, as rows written in the transaction that owes it; and who is there to do it."""

from typing import Any

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.kernel import clock
from forum.kernel.db import Json, Model, Moment


class Job(Model):
    """One piece of work: done, waiting for its time, leased by a worker, or given up (dead)."""

    __tablename__ = "jobs"
    __table_args__ = (
        UniqueConstraint("kind", "key"),
        Index("ix_jobs_due", "done_at", "dead_at", "run_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(80))
    # Two requests for the same work carry the same key, and one row serves both.
    key: Mapped[str | None] = mapped_column(String(200))
    payload: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    created_at: Mapped[Moment] = mapped_column(default=clock.now)
    run_at: Mapped[Moment] = mapped_column(default=clock.now)
    attempts: Mapped[int] = mapped_column(default=0)
    leased_until: Mapped[Moment | None]
    # The process that holds it, as `holder` names it; None where a process cannot be named.
    leased_by: Mapped[str | None] = mapped_column(String(120))
    done_at: Mapped[Moment | None]
    dead_at: Mapped[Moment | None]
    last_error: Mapped[str | None] = mapped_column(Text)


class Pulse(Model):
    """A worker that is there: it says so every few seconds."""

    __tablename__ = "worker_pulses"

    # The machine and the process, such as forum1:4711.
    name: Mapped[str] = mapped_column(String(120), primary_key=True)
    started_at: Mapped[Moment] = mapped_column(default=clock.now)
    at: Mapped[Moment] = mapped_column(default=clock.now, index=True)
