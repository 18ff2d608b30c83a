"""Pools of codes for the shop, the codes in them, and the perks by which members come to one."""

from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import User
from forum.badges.models import Badge
from forum.commerce.models import Order
from forum.kernel import clock
from forum.kernel.db import Model, Moment
from forum.kernel.handover import NAMELESS
from forum.tiers.models import Tier

HELD = text("user_id IS NOT NULL")
WAITS = text("code_id IS NULL")
# How codes are shown to those who need not know them: with their last letters.
HIDDEN = "••••"
SHOWN = 3


class PoolSource(StrEnum):
    """Where the codes of a pool come from."""

    UPLOAD = "upload"
    GENERATED = "generated"


class CodeState(StrEnum):
    """Where a code stands."""

    FREE = "free"
    ASSIGNED = "assigned"
    REDEEMED = "redeemed"
    VOID = "void"


class Pool(Model):
    """Codes that are all worth the same in the shop, each of them for one member."""

    __tablename__ = "code_pools"

    id: Mapped[int] = mapped_column(primary_key=True)
    # For the team.
    label: Mapped[str] = mapped_column(String(80), unique=True)
    # What a code is worth, for members.
    value_text: Mapped[str] = mapped_column(String(120))
    # From when to when the shop takes them.
    starts_at: Mapped[Moment | None]
    ends_at: Mapped[Moment | None]
    source: Mapped[PoolSource] = mapped_column(String(10))
    # What generated codes begin with.
    prefix: Mapped[str] = mapped_column(String(12), default="")
    # With so few free codes staff are told.
    low_mark: Mapped[int] = mapped_column(default=20)
    low_told_at: Mapped[Moment | None]
    empty_told_at: Mapped[Moment | None]
    # Where they are used: in a store, or for a product in the store that sells it.
    store_id: Mapped[int | None] = mapped_column(ForeignKey("stores.id"))
    product_id: Mapped[int | None] = mapped_column(ForeignKey("products.id"))
    created_at: Mapped[Moment] = mapped_column(default=clock.now)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    def is_to_come(self) -> bool:
        """Whether the shop does not take its codes yet."""
        return self.starts_at is not None and clock.now() < self.starts_at

    def is_over(self) -> bool:
        """Whether the shop takes its codes no more."""
        return self.ends_at is not None and clock.now() > self.ends_at


class Code(Model):
    """One code. Whoever has had it before their eyes is the only one who ever has."""

    __tablename__ = "codes"
    __table_args__ = (
        Index("ix_codes_pool_state", "pool_id", "state", "id"),
        Index(
            "uq_codes_holder",
            "pool_id",
            "user_id",
            unique=True,
            sqlite_where=HELD,
            postgresql_where=HELD,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    pool_id: Mapped[int] = mapped_column(ForeignKey("code_pools.id"))
    code: Mapped[str] = mapped_column(String(64))
    # The same in capitals: the shop does not tell them apart.
    key: Mapped[str] = mapped_column(String(64), unique=True)
    state: Mapped[CodeState] = mapped_column(String(10), default=CodeState.FREE)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True, info=NAMELESS)
    assigned_at: Mapped[Moment | None]
    first_revealed_at: Mapped[Moment | None]
    # The first order in which it was used; and whether somebody else than its member ever did.
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"), index=True)
    is_leaked: Mapped[bool] = mapped_column(default=False)
    # Why it is void, in the words of whoever decided it, or a word of ours.
    void_reason: Mapped[str] = mapped_column(String(300), default="")
    voided_at: Mapped[Moment | None]

    pool: Mapped[Pool] = relationship(lazy="raise_on_sql")
    user: Mapped[User | None] = relationship(lazy="raise_on_sql")

    @property
    def masked(self) -> str:
        """The code as far as it may be seen by those who need not know it."""
        return HIDDEN + (self.code[-SHOWN:] if len(self.code) > 2 * SHOWN else "")


class Audience(StrEnum):
    """Who may take a code as a perk."""

    TIER = "tier"
    BADGE = "badge"
    LIST = "list"


class Perk(Model):
    """A pool of which those with a tier or a badge, or on a list, may each take one code."""

    __tablename__ = "perks"

    id: Mapped[int] = mapped_column(primary_key=True)
    pool_id: Mapped[int] = mapped_column(ForeignKey("code_pools.id"), index=True)
    audience: Mapped[Audience] = mapped_column(String(10))
    tier_id: Mapped[int | None] = mapped_column(ForeignKey("tiers.id"))
    badge_id: Mapped[int | None] = mapped_column(ForeignKey("badges.id"))
    # What members should know beside what the code is worth.
    words: Mapped[str] = mapped_column(String(300), default="")
    created_at: Mapped[Moment] = mapped_column(default=clock.now)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    ended_at: Mapped[Moment | None]

    pool: Mapped[Pool] = relationship(lazy="raise_on_sql")
    tier: Mapped[Tier | None] = relationship(lazy="raise_on_sql")
    badge: Mapped[Badge | None] = relationship(lazy="raise_on_sql")

    def is_over(self) -> bool:
        """Whether nobody gets it any more; its pool is loaded with it."""
        return self.ended_at is not None or self.pool.is_over()


class PerkGuest(Model):
    """Somebody on the list of a perk."""

    __tablename__ = "perk_guests"

    perk_id: Mapped[int] = mapped_column(ForeignKey("perks.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True, index=True)
    added_at: Mapped[Moment] = mapped_column(default=clock.now)
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    user: Mapped[User] = relationship(foreign_keys=user_id, lazy="raise_on_sql")


class PerkClaim(Model):
    """A member asked for a perk: it has its code, or a place in the line for one."""

    __tablename__ = "perk_claims"
    __table_args__ = (
        UniqueConstraint("perk_id", "user_id"),
        Index("ix_perk_claims_waits", "perk_id", "id", sqlite_where=WAITS, postgresql_where=WAITS),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    perk_id: Mapped[int] = mapped_column(ForeignKey("perks.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True, info=NAMELESS)
    claimed_at: Mapped[Moment] = mapped_column(default=clock.now)
    code_id: Mapped[int | None] = mapped_column(ForeignKey("codes.id"), index=True)

    perk: Mapped[Perk] = relationship(lazy="raise_on_sql")
    user: Mapped[User] = relationship(foreign_keys=user_id, lazy="raise_on_sql")
    code: Mapped[Code | None] = relationship(lazy="raise_on_sql")


class CodeUse(Model):
    """A code was used in an order of a shop; of one that was used twice, both are kept."""

    __tablename__ = "code_uses"
    __table_args__ = (UniqueConstraint("code_id", "order_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code_id: Mapped[int] = mapped_column(ForeignKey("codes.id"))
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    at: Mapped[Moment]
    # Whether the buyer is somebody else than the member whose code it is.
    is_leaked: Mapped[bool]
    # When nothing of the order counted any more.
    refunded_at: Mapped[Moment | None]

    code: Mapped[Code] = relationship(lazy="raise_on_sql")
    order: Mapped[Order] = relationship(lazy="raise_on_sql")
