"""Tiers, what each of them gives, and who holds which."""

from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import User
from forum.kernel import clock
from forum.kernel.db import Model, Moment
from forum.tiers.asking import Asks, Has, Lack

OPEN = text("ended_at IS NULL")
OPEN_EARNED = text("ended_at IS NULL AND source = 'earned'")


class TierKind(StrEnum):
    """How one comes to a tier: by what one does, or from the team's hand beside it."""

    EARNED = "earned"
    MANUAL = "manual"


class BenefitKind(StrEnum):
    """What a tier can give; only what the forum or somebody of the team sees to."""

    # The door of a channel stands open.
    CHANNEL = "channel"
    # Larger pictures: the megabytes that one may have.
    UPLOAD_MB = "upload_mb"
    # The name of the tier beside one's own.
    FLAIR = "flair"
    # Something that people do: a task for the team, for each member.
    TASK = "task"


class Source(StrEnum):
    """What a membership comes from."""

    EARNED = "earned"
    STAFF = "staff"


class Tier(Model):
    """What a member can be beside what they may do. Without a name, one that came with the forum
    keeps the words it came with."""

    __tablename__ = "tiers"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(40), default="")
    description: Mapped[str] = mapped_column(String(300), default="")
    # The highest one that a member holds is shown.
    rank: Mapped[int]
    kind: Mapped[TierKind] = mapped_column(String(10))
    # The points of the last days that it takes.
    threshold: Mapped[int] = mapped_column(default=0)
    window_days: Mapped[int] = mapped_column(default=365)
    # Whether kept orders of the last days lead to it as well: so many, or so much paid for them in
    # whole units of the currency. What is 0 leads nowhere.
    by_buying: Mapped[bool] = mapped_column(default=False)
    min_orders: Mapped[int] = mapped_column(default=0)
    min_spent: Mapped[int] = mapped_column(default=0)
    hue: Mapped[int] = mapped_column(default=1)
    is_active: Mapped[bool] = mapped_column(default=True)

    @property
    def is_earned(self) -> bool:
        """Whether points lead to it, or points and orders."""
        return self.kind == TierKind.EARNED

    @property
    def asks(self) -> Asks:
        """What is enough for it: points, and what else leads to it."""
        if not self.by_buying:
            return Asks(self.threshold)
        return Asks(self.threshold, self.min_orders, self.min_spent)

    @property
    def is_base(self) -> bool:
        """Whether everybody begins with it."""
        return self.is_earned and self.threshold == 0


class TierBenefit(Model):
    """One thing that a tier gives."""

    __tablename__ = "tier_benefits"

    id: Mapped[int] = mapped_column(primary_key=True)
    tier_id: Mapped[int] = mapped_column(ForeignKey("tiers.id"), index=True)
    kind: Mapped[BenefitKind] = mapped_column(String(12))
    amount: Mapped[int] = mapped_column(default=0)
    channel_id: Mapped[int | None] = mapped_column(ForeignKey("channels.id"))
    words: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[Moment] = mapped_column(default=clock.now)
    # Given no longer; the row stays for what was promised by then.
    ended_at: Mapped[Moment | None]


class TierMembership(Model):
    """That a member holds a tier, or held it. One at a time is earned."""

    __tablename__ = "tier_memberships"
    __table_args__ = (
        Index(
            "uq_tier_memberships_earned",
            "user_id",
            unique=True,
            sqlite_where=OPEN_EARNED,
            postgresql_where=OPEN_EARNED,
        ),
        Index("ix_tier_memberships_open", "user_id", sqlite_where=OPEN, postgresql_where=OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    tier_id: Mapped[int] = mapped_column(ForeignKey("tiers.id"), index=True)
    source: Mapped[Source] = mapped_column(String(10))
    since: Mapped[Moment] = mapped_column(default=clock.now)
    # The last moment of what was given for a time.
    until: Mapped[Moment | None]
    # What the member had when they were last looked at, of an earned one.
    points: Mapped[int] = mapped_column(default=0)
    orders: Mapped[int] = mapped_column(default=0)
    spent: Mapped[int] = mapped_column(default=0)
    # Kept although something is missing, until then at least; and what was missing, by each way.
    grace_until: Mapped[Moment | None]
    lack: Mapped[int] = mapped_column(default=0)
    lack_orders: Mapped[int] = mapped_column(default=0)
    lack_spent: Mapped[int] = mapped_column(default=0)
    # Since when the clock of the grace stands still, because the member is suspended.
    paused_at: Mapped[Moment | None]
    # Who gave it, and why.
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    reason: Mapped[str] = mapped_column(Text, default="")
    ended_at: Mapped[Moment | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    # Whether the member is still to be told, kindly, on the next page.
    cheer_until: Mapped[Moment | None]

    user: Mapped[User] = relationship(foreign_keys=user_id, lazy="raise_on_sql")
    tier: Mapped[Tier] = relationship(lazy="raise_on_sql")

    @property
    def has(self) -> Has:
        """What the member had when they were last looked at."""
        return Has(self.points, self.orders, self.spent)

    @has.setter
    def has(self, now: Has) -> None:
        if now != self.has:
            self.points, self.orders, self.spent = now

    @property
    def missing(self) -> Lack:
        """What was missing when the grace began."""
        return Lack(self.lack, self.lack_orders, self.lack_spent)

    @missing.setter
    def missing(self, lack: Lack) -> None:
        self.lack, self.lack_orders, self.lack_spent = lack


class TierTask(Model):
    """Something that the team owes a member, because their tier promises it."""

    __tablename__ = "tier_tasks"
    __table_args__ = (UniqueConstraint("benefit_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    benefit_id: Mapped[int] = mapped_column(ForeignKey("tier_benefits.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    created_at: Mapped[Moment] = mapped_column(default=clock.now)
    done_at: Mapped[Moment | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    user: Mapped[User] = relationship(foreign_keys=user_id, lazy="raise_on_sql")
    benefit: Mapped[TierBenefit] = relationship(lazy="raise_on_sql")


class TierReview(Model):
    """A monthly review that has taken place."""

    __tablename__ = "tier_reviews"

    # Its month in the brand's time zone, such as 2027-03.
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    at: Mapped[Moment] = mapped_column(default=clock.now)
    warned: Mapped[int] = mapped_column(default=0)
    lowered: Mapped[int] = mapped_column(default=0)
