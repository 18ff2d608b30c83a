"""Points: the rules that the brand changed, and one line for each deed that gave some."""

from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.kernel import clock
from forum.kernel.db import Json, Model, Moment
from forum.kernel.handover import NAMELESS


class Reason(StrEnum):
    """What points are given for."""

    WELCOME = "welcome"
    TOPIC = "topic"
    REPLY = "reply"
    REACTION = "reaction"
    ANSWER = "answer"
    PROFILE = "profile"
    INVITED = "invited"
    CUSTOMER = "customer"
    FLAG = "flag"
    FEEDBACK = "feedback"
    # A whole unit of a currency that was paid in a shop of the brand, and kept.
    PURCHASE = "purchase"
    # Given or taken by the team, and so without a rule.
    STAFF = "staff"


class PointsRule(Model):
    """A version of a rule, in force from a moment until the next one of the same reason.

    What ships holds until the first version: see `ruling.SHIPPED`.
    """

    __tablename__ = "points_rules"
    __table_args__ = (UniqueConstraint("reason", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reason: Mapped[Reason] = mapped_column(String(20))
    version: Mapped[int]
    value: Mapped[int]
    # How often it counts in a day, and for one and the same giver in a day; 0 is without limit.
    daily_cap: Mapped[int] = mapped_column(default=0)
    giver_cap: Mapped[int] = mapped_column(default=0)
    # The characters that a text must have.
    min_size: Mapped[int] = mapped_column(default=0)
    # Ids of the channels where it counts; none for all.
    channels: Mapped[list[int]] = mapped_column(Json, default=list)
    is_active: Mapped[bool] = mapped_column(default=True)
    since: Mapped[Moment] = mapped_column(default=clock.now)
    by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))


class PointsEntry(Model):
    """Points that a deed gave to a member; they follow from the activity log alone."""

    __tablename__ = "points_entries"
    __table_args__ = (
        UniqueConstraint("deed_id", "user_id", "reason"),
        Index("ix_points_entries_ledger", "user_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), info=NAMELESS)
    reason: Mapped[Reason] = mapped_column(String(20))
    deed_id: Mapped[int] = mapped_column(ForeignKey("deeds.id"))
    delta: Mapped[int]
    # When it was done, and from when on the points count.
    at: Mapped[Moment]
    posts_at: Mapped[Moment]
    # Whether the deed counts still.
    stands: Mapped[bool]
    # Nothing: the rule that ships, or no rule at all.
    rule_id: Mapped[int | None] = mapped_column(ForeignKey("points_rules.id"))
