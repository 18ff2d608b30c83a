"""Launches, who gets in when, who entered, and what was decided about them."""

from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import User
from forum.badges.models import Badge
from forum.channels.models import Channel
from forum.codes.models import Code, Pool
from forum.commerce.models import Product
from forum.kernel import clock
from forum.kernel.db import Json, Model, Moment
from forum.kernel.handover import NAMELESS
from forum.tiers.models import Tier


class LaunchKind(StrEnum):
    """What is launched."""

    EARLY_ACCESS = "early_access"
    DROP = "drop"
    SALE = "sale"
    SPECIAL_EDITION = "special_edition"
    BETA = "beta"


class Allocation(StrEnum):
    """Who gets one: everybody who may come in, whoever comes first, whom a draw or the team
    picks."""

    OPEN = "open"
    FIRST_COME = "fcfs"
    DRAW = "draw"
    MANUAL = "manual"


class Embargo(StrEnum):
    """What those outside know before it is public: all, that something comes, or nothing."""

    NONE = "none"
    TEASER = "teaser"
    SECRET = "secret"  # noqa: S105 -- what nobody outside knows, no password


class StockShown(StrEnum):
    """How members are told how many are left."""

    EXACT = "exact"
    BANDS = "bands"
    HIDDEN = "hidden"


class LaunchState(StrEnum):
    """What people decided. Whether it is open is a matter of the clock, and stands nowhere."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    SCHEDULED = "scheduled"
    CANCELLED = "cancelled"


class Audience(StrEnum):
    """For whom a window opens."""

    TIER = "tier"
    BADGE = "badge"
    LIST = "list"
    # Who is known to have bought something.
    CUSTOMERS = "customers"
    ALL = "all"
    PUBLIC = "public"


class EntryState(StrEnum):
    """How far somebody has come."""

    # Takes part in the draw that is to come.
    ENTERED = "entered"
    # In the line for what becomes free.
    WAITING = "waiting"
    # One is kept for them until a moment.
    OFFERED = "offered"
    CLAIMED = "claimed"
    # They let the moment pass, handed it back, or left the line; they may come again.
    LAPSED = "lapsed"
    RETURNED = "returned"
    LEFT = "left"
    # The member is no more; the public number stays.
    VOID = "void"


class Launch(Model):
    """Something that members get before others."""

    __tablename__ = "launches"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    title: Mapped[str] = mapped_column(String(120))
    kind: Mapped[LaunchKind] = mapped_column(String(20), default=LaunchKind.EARLY_ACCESS)
    # A few lines at the top, the whole text, and rules that one has to agree to; none is no rules.
    summary: Mapped[str] = mapped_column(String(300), default="")
    body: Mapped[str] = mapped_column(Text, default="")
    body_html: Mapped[str] = mapped_column(Text, default="")
    # The public ids of its pictures, in their order; the first stands at the top.
    pictures: Mapped[list[str]] = mapped_column(Json, default=list)
    rules: Mapped[str] = mapped_column(Text, default="")
    rules_html: Mapped[str] = mapped_column(Text, default="")
    rules_version: Mapped[int] = mapped_column(default=0)
    # Where those who have one talk.
    channel_id: Mapped[int | None] = mapped_column(ForeignKey("channels.id"), index=True)
    # What is launched, and the codes by which it is had in the shop; without: nobody gets a code.
    product_id: Mapped[int | None] = mapped_column(ForeignKey("products.id"), index=True)
    pool_id: Mapped[int | None] = mapped_column(ForeignKey("code_pools.id"), index=True)
    allocation: Mapped[Allocation] = mapped_column(String(10), default=Allocation.FIRST_COME)
    # Nothing: as many as want one.
    stock_total: Mapped[int | None]
    per_member_limit: Mapped[int] = mapped_column(default=1)
    # For how long one is kept for whoever it is offered to.
    hold_minutes: Mapped[int] = mapped_column(default=10)
    # For how long before a window people come together in its lobby; 0: there is none.
    lobby_minutes: Mapped[int] = mapped_column(default=15)
    stock_shown: Mapped[StockShown] = mapped_column(String(10), default=StockShown.EXACT)
    embargo: Mapped[Embargo] = mapped_column(String(10), default=Embargo.NONE)
    # From when those outside know that something comes; from when everybody may read everything.
    teaser_at: Mapped[Moment | None]
    public_at: Mapped[Moment | None]
    state: Mapped[LaunchState] = mapped_column(String(12), default=LaunchState.DRAFT, index=True)
    # Since when its clock stands still: it is paused, or cancelled.
    stopped_at: Mapped[Moment | None]
    # What members are told of it.
    note: Mapped[str] = mapped_column(String(300), default="")
    created_at: Mapped[Moment] = mapped_column(default=clock.now)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    approved_at: Mapped[Moment | None]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    channel: Mapped[Channel | None] = relationship(lazy="raise_on_sql")
    product: Mapped[Product | None] = relationship(lazy="raise_on_sql")
    pool: Mapped[Pool | None] = relationship(lazy="raise_on_sql")

    @property
    def is_paused(self) -> bool:
        """Whether its clock stands still for now."""
        return self.state == LaunchState.SCHEDULED and self.stopped_at is not None


class LaunchWindow(Model):
    """When a launch is open for some people, and how many of its pieces are for them."""

    __tablename__ = "launch_windows"

    id: Mapped[int] = mapped_column(primary_key=True)
    launch_id: Mapped[int] = mapped_column(ForeignKey("launches.id"), index=True)
    audience: Mapped[Audience] = mapped_column(String(10), default=Audience.ALL)
    # From which tier on, with which badge, or what the list is called.
    tier_id: Mapped[int | None] = mapped_column(ForeignKey("tiers.id"))
    badge_id: Mapped[int | None] = mapped_column(ForeignKey("badges.id"))
    list_name: Mapped[str] = mapped_column(String(60), default="")
    opens_at: Mapped[Moment] = mapped_column(index=True)
    # The second it names is the last one of the window.
    closes_at: Mapped[Moment]
    stock_cap: Mapped[int | None]
    # When those who wanted to be told were told that it is open.
    told_at: Mapped[Moment | None]

    tier: Mapped[Tier | None] = relationship(lazy="raise_on_sql")
    badge: Mapped[Badge | None] = relationship(lazy="raise_on_sql")

    @property
    def is_for_all(self) -> bool:
        """Whether every member may come in."""
        return self.audience in {Audience.ALL, Audience.PUBLIC}


class LaunchGuest(Model):
    """Somebody on the list of a window."""

    __tablename__ = "launch_guests"

    window_id: Mapped[int] = mapped_column(ForeignKey("launch_windows.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True, index=True)


class LaunchEntry(Model):
    """A member's part in a launch: a place in the line, an offer, or what they have."""

    __tablename__ = "launch_entries"
    __table_args__ = (
        UniqueConstraint("launch_id", "user_id"),
        Index("ix_launch_entries_state", "launch_id", "state", "window_id"),
        Index("ix_launch_entries_offers", "state", "offer_expires_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    launch_id: Mapped[int] = mapped_column(ForeignKey("launches.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True, info=NAMELESS)
    window_id: Mapped[int] = mapped_column(ForeignKey("launch_windows.id"), index=True)
    # By which others may tell it from the rest, and not who it is.
    public_id: Mapped[str] = mapped_column(String(10), unique=True)
    quantity: Mapped[int] = mapped_column(default=1)
    state: Mapped[EntryState] = mapped_column(String(10))
    entered_at: Mapped[Moment] = mapped_column(default=clock.now)
    # How often they are tried in a draw; their place in it, or in the lobby, from 1.
    tickets: Mapped[int] = mapped_column(default=1)
    rank: Mapped[int | None]
    # The rules that the member said yes to.
    rules_version: Mapped[int] = mapped_column(default=0)
    offered_at: Mapped[Moment | None]
    # The second it names is the last one of the offer.
    offer_expires_at: Mapped[Moment | None]
    # How often what is offered was offered, from 1; 0 for what came of itself.
    round: Mapped[int] = mapped_column(default=0)
    claimed_at: Mapped[Moment | None]
    # The code they got; or since when they have said yes to what is kept for them and wait for a
    # code, while the clock of the offer stands still.
    code_id: Mapped[int | None] = mapped_column(ForeignKey("codes.id"), index=True)
    code_due_since: Mapped[Moment | None]
    # Since when they have handed a code back that they had seen: of its pool they get no other.
    code_spent_at: Mapped[Moment | None]
    # Who of the team picked them, and why.
    picked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    reason: Mapped[str] = mapped_column(String(300), default="")

    user: Mapped[User] = relationship(foreign_keys=user_id, lazy="raise_on_sql")
    code: Mapped[Code | None] = relationship(lazy="raise_on_sql")


class Lobby(Model):
    """Where people come together before a window opens, and the secret that gives them an order."""

    __tablename__ = "launch_lobbies"

    window_id: Mapped[int] = mapped_column(ForeignKey("launch_windows.id"), primary_key=True)
    launch_id: Mapped[int] = mapped_column(ForeignKey("launches.id"), index=True)
    prepared_at: Mapped[Moment] = mapped_column(default=clock.now)
    # Of the seed: published when the launch is approved.
    fingerprint: Mapped[str] = mapped_column(String(64))
    # Nobody reads the seed before the window opens; from then on it stands in the open.
    sealed_seed: Mapped[str] = mapped_column(String(200), default="")
    seed: Mapped[str] = mapped_column(String(64), default="")
    # Who was there, as `lobby.file_of` writes it, and since when it is decided.
    people_file: Mapped[str] = mapped_column(Text, default="")
    shuffled_at: Mapped[Moment | None]
    # How many could be offered, and the public numbers of those who had one already.
    pieces: Mapped[int | None]
    passed: Mapped[list[str]] = mapped_column(Json, default=list)


class LobbyPlace(Model):
    """A member is there when a window opens."""

    __tablename__ = "launch_lobby_places"

    window_id: Mapped[int] = mapped_column(ForeignKey("launch_lobbies.window_id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id"), primary_key=True, index=True, info=NAMELESS
    )
    public_id: Mapped[str] = mapped_column(String(10), unique=True)
    came_at: Mapped[Moment] = mapped_column(default=clock.now)
    # Their place in the order, from 1; nothing before the window opens.
    number: Mapped[int | None]


class LaunchReminder(Model):
    """A member wants to be told when a launch opens for them."""

    __tablename__ = "launch_reminders"

    launch_id: Mapped[int] = mapped_column(ForeignKey("launches.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True, index=True)
    window_id: Mapped[int] = mapped_column(ForeignKey("launch_windows.id"), index=True)
    asked_at: Mapped[Moment] = mapped_column(default=clock.now)
    told_at: Mapped[Moment | None]


class LaunchEvent(Model):
    """One line of the story of a launch; rows are only added."""

    __tablename__ = "launch_events"
    __table_args__ = (Index("ix_launch_events_launch", "launch_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    launch_id: Mapped[int] = mapped_column(ForeignKey("launches.id"))
    at: Mapped[Moment] = mapped_column(default=clock.now)
    what: Mapped[str] = mapped_column(String(30))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    facts: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    # Whether members read it on the page of the launch.
    is_public: Mapped[bool] = mapped_column(default=False)
