"""The review queue and the teams that work in it. A case names its target by kind and id."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import User
from forum.kernel import clock
from forum.kernel.db import Json, Model, Moment
from forum.kernel.handover import NAMELESS

# The team whose cases are those that nobody sent elsewhere; it is there without a row.
FIRST_TEAM = "moderation"
CAPACITY = 10
STILL_OPEN = text("decided_at IS NULL")
# Those that come back by themselves; as the database has it in its index.
PUT_ASIDE = text("state IN ('waiting', 'snoozed')")


class Decision(StrEnum):
    """How a case ended."""

    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Outcome(StrEnum):
    """What may be decided about the thing that a case is about."""

    KEEP = "keep"
    HIDE = "hide"
    REMOVE = "remove"
    EDIT = "edit"
    MOVE = "move"
    APPROVE = "approve"
    DECLINE = "decline"
    NOTHING = "nothing"


class Band(StrEnum):
    """How soon a case should be decided, the soonest first."""

    URGENT = "urgent"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"

    @property
    def rank(self) -> int:
        """Its place in the queue, from 0, which comes first."""
        return list(Band).index(self)


class CaseState(StrEnum):
    """Where a case is on its way to a decision."""

    OPEN = "open"
    WAITING = "waiting"
    ESCALATED = "escalated"
    SNOOZED = "snoozed"
    # It belongs to another case, in which it is decided along with others.
    GATHERED = "gathered"
    DECIDED = "decided"


class Reviewable(Model):
    """One case for staff: something of some kind that waits for a decision."""

    __tablename__ = "reviewables"
    __table_args__ = (
        Index("ix_reviewables_target", "target_kind", "target_id"),
        # Each tab of the queue is read along an index of its own, however long it is.
        Index("ix_reviewables_queue", "state", "rank", "due_at", "id"),
        Index(
            "ix_reviewables_kind_queue",
            "target_kind",
            "rank",
            "due_at",
            "id",
            sqlite_where=STILL_OPEN,
            postgresql_where=STILL_OPEN,
        ),
        Index(
            "ix_reviewables_aside",
            "rank",
            "due_at",
            "id",
            sqlite_where=PUT_ASIDE,
            postgresql_where=PUT_ASIDE,
        ),
        Index("ix_reviewables_decided", "decided_at", "id"),
        Index("ix_reviewables_changes", "changes_at"),
        Index("ix_reviewables_claimed", "claimed_by_id", "claimed_until"),
        Index("ix_reviewables_assigned", "assigned_to_id", "decided_at"),
        # A thing waits once, however often it is held.
        Index(
            "uq_reviewables_open",
            "target_kind",
            "target_id",
            unique=True,
            sqlite_where=STILL_OPEN,
            postgresql_where=STILL_OPEN,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    target_kind: Mapped[str] = mapped_column(String(40))
    target_id: Mapped[int]
    about_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True, info=NAMELESS)
    reason: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[Moment] = mapped_column(default=clock.now)
    # Where the thing stands. Channels are above, so this is no foreign key.
    channel_id: Mapped[int | None]
    # The clause that weighs most among the flags.
    clause_key: Mapped[str] = mapped_column(String(32), default="")

    severity: Mapped[int] = mapped_column(default=0)
    # From 0 to 100, and what it is made of: see `scoring`.
    priority: Mapped[int] = mapped_column(default=0)
    parts: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    band: Mapped[Band] = mapped_column(String(10), default=Band.LOW)
    # The place of the band, from 0, which comes first; one before it once the case is late.
    rank: Mapped[int] = mapped_column(default=Band.LOW.rank)
    # The earlier of the two below, in the working hours of the team.
    due_at: Mapped[Moment] = mapped_column(default=clock.now)
    band_due_at: Mapped[Moment] = mapped_column(default=clock.now)
    # A word that whoever answers people understands, and what it promises.
    protocol: Mapped[str] = mapped_column(String(40), default="")
    protocol_due_at: Mapped[Moment | None]
    # When waiting or being late changes any of this next.
    changes_at: Mapped[Moment | None]

    team: Mapped[str] = mapped_column(String(40), default=FIRST_TEAM)
    # Who shall look at it, and who has it in their hands until when.
    assigned_to_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    claimed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    claimed_until: Mapped[Moment | None]

    state: Mapped[CaseState] = mapped_column(String(10), default=CaseState.OPEN)
    waits_until: Mapped[Moment | None]
    snoozed_until: Mapped[Moment | None]
    # The clock has stood still since then, and stood still for so long before.
    paused_at: Mapped[Moment | None]
    paused_seconds: Mapped[int] = mapped_column(default=0)
    escalated_level: Mapped[int] = mapped_column(default=0)
    escalated_at: Mapped[Moment | None]
    # Raised by whatever people do to the case, so that nobody overwrites what they have not seen.
    version: Mapped[int] = mapped_column(default=1)

    decided_at: Mapped[Moment | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    decision: Mapped[Decision | None] = mapped_column(String(20))
    # Words to the member, given with the decision.
    note: Mapped[str] = mapped_column(Text, default="")

    about: Mapped[User] = relationship(foreign_keys=about_id, lazy="raise_on_sql")
    decided_by: Mapped[User | None] = relationship(foreign_keys=decided_by_id, lazy="raise_on_sql")
    claimed_by: Mapped[User | None] = relationship(foreign_keys=claimed_by_id, lazy="raise_on_sql")
    assigned_to: Mapped[User | None] = relationship(
        foreign_keys=assigned_to_id, lazy="raise_on_sql"
    )

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided yet."""
        return self.decided_at is None

    @property
    def is_paused(self) -> bool:
        """Whether its clock stands still, because the member has to answer first."""
        return self.paused_at is not None

    def is_late_at(self, now: datetime) -> bool:
        """Whether it should have been decided by this moment."""
        return self.is_open and not self.is_paused and self.due_at <= now

    def is_claimed_at(self, now: datetime) -> bool:
        """Whether somebody has it in their hands at this moment."""
        return self.claimed_until is not None and self.claimed_until > now


class Team(Model):
    """People who share a part of the queue, and when they work."""

    __tablename__ = "moderation_teams"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    time_zone: Mapped[str] = mapped_column(String(64), default="UTC")
    # From Monday: minutes of the day from which and to which they work, or null for a day off.
    # An empty list means that somebody is always there.
    hours: Mapped[list[list[int] | None]] = mapped_column(Json, default=list)
    # Days on which nobody is there, as 2026-12-25.
    holidays: Mapped[list[str]] = mapped_column(Json, default=list)
    # How many cases one person has in hand before others get the next ones.
    capacity: Mapped[int] = mapped_column(default=CAPACITY)
    # Since when new cases go to whoever has the fewest, instead of waiting to be taken.
    dealt_since: Mapped[Moment | None]

    @property
    def days_off(self) -> list[date]:
        """The holidays as days."""
        return [date.fromisoformat(day) for day in self.holidays]


class TeamSeat(Model):
    """That somebody works in a team."""

    __tablename__ = "moderation_seats"
    __table_args__ = (UniqueConstraint("team_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("moderation_teams.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    # Nothing is given to them until then.
    away_until: Mapped[Moment | None]

    team: Mapped[Team] = relationship(lazy="raise_on_sql")
    user: Mapped[User] = relationship(lazy="raise_on_sql")
