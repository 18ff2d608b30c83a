"""Of what kinds the members are: how many have which tier, badge and invitation. No names."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, exists, func, or_, select

from forum.accounts.models import Role, User
from forum.badges.models import BadgeAward
from forum.commerce.models import CustomerMark, Order
from forum.commerce.queries.customers import makes_a_customer
from forum.kernel.db import db
from forum.launches import gates
from forum.launches.gates import Reach
from forum.launches.models import Audience, LaunchGuest, LaunchWindow


@dataclass(frozen=True)
class Kind:
    """Members who are alike in all that windows ask for, and how many of them there are."""

    number: int
    tier: str = ""
    tier_rank: int = 0
    badges: tuple[int, ...] = ()
    # The windows on whose lists they stand.
    lists: tuple[int, ...] = ()
    is_confirmed: bool = True
    is_customer: bool = False

    def reach(self, user_id: int = 1) -> Reach:
        """What windows ask of one of them."""
        return Reach(
            user_id,
            self.tier_rank,
            frozenset(self.badges),
            frozenset(self.lists),
            is_customer=self.is_customer,
        )

    def can_enter(self, window: LaunchWindow) -> bool:
        """Whether the window opens for them."""
        return self.is_confirmed and gates.includes(window, self.reach())

    @property
    def plain(self) -> dict[str, Any]:
        """The same, fit for JSON."""
        return asdict(self)

    @classmethod
    def from_plain(cls, said: Mapping[str, Any]) -> "Kind":
        """From what `plain` made of it."""
        return cls(**{**said, "badges": tuple(said["badges"]), "lists": tuple(said["lists"])})


def kinds_of_members(windows: Sequence[LaunchWindow]) -> list[Kind]:
    """How the real members are spread over all that these windows ask for; one query."""
    asked = {one.id: _mark(one) for one in windows}
    marks = {f"window_{key}": mark for key, mark in asked.items() if mark is not None}
    each = select(
        User.tier.label("tier"),
        User.tier_rank.label("tier_rank"),
        User.email_confirmed_at.is_not(None).label("is_confirmed"),
        *(mark.label(name) for name, mark in marks.items()),
    ).where(User.role == Role.MEMBER, User.approved_at.is_not(None), User.deactivated_at.is_(None))
    alike = each.subquery().c
    query = select(*alike, func.count().label("number")).group_by(*alike)
    rows = db.session.execute(query.order_by(func.count().desc(), alike.tier)).mappings()
    return [_kind(dict(row), windows) for row in rows]


def cast(kinds: Sequence[Kind], windows: Sequence[LaunchWindow], size: int) -> list[Kind]:
    """So many invented members, spread as the real ones are; of every kind at least one, and at
    least one for whom each window opens."""
    found = _scaled(kinds, size)
    for window in windows:
        if not any(one.can_enter(window) for one in found):
            found.append(_fitting(window))
    if not found:
        found.append(Kind(size))
    # Whoever was put in on top takes the place of one of the most frequent kind.
    surplus = sum(one.number for one in found) - size
    most = max(range(len(found)), key=lambda place: found[place].number)
    found[most] = replace(found[most], number=max(1, found[most].number - surplus))
    return found


def unfit(kinds: Sequence[Kind], windows: Sequence[LaunchWindow]) -> list[int]:
    """The windows that open for nobody who is a member now, by their place from 1."""
    return [
        place
        for place, window in enumerate(windows, start=1)
        if not any(one.can_enter(window) for one in kinds)
    ]


def _mark(window: LaunchWindow) -> ColumnElement[bool] | None:
    """Whether a member has what the window asks for, where their own row does not tell."""
    if window.audience == Audience.BADGE:
        return exists().where(
            BadgeAward.user_id == User.id,
            BadgeAward.badge_id == window.badge_id,
            BadgeAward.revoked_at.is_(None),
        )
    if window.audience == Audience.LIST:
        return exists().where(LaunchGuest.user_id == User.id, LaunchGuest.window_id == window.id)
    if window.audience == Audience.CUSTOMERS:
        bought = exists().where(Order.user_id == User.id, makes_a_customer())
        return or_(bought, exists().where(CustomerMark.user_id == User.id))
    return None


def _kind(row: Mapping[str, Any], windows: Sequence[LaunchWindow]) -> Kind:
    has = [one for one in windows if row.get(f"window_{one.id}")]
    return Kind(
        number=row["number"],
        tier=row["tier"],
        tier_rank=row["tier_rank"],
        badges=tuple(sorted({one.badge_id for one in has if one.badge_id is not None})),
        lists=tuple(one.id for one in has if one.audience == Audience.LIST),
        is_confirmed=bool(row["is_confirmed"]),
        is_customer=any(one.audience == Audience.CUSTOMERS for one in has),
    )


def _scaled(kinds: Sequence[Kind], size: int) -> list[Kind]:
    total = sum(one.number for one in kinds)
    return [replace(one, number=max(1, round(one.number * size / total))) for one in kinds]


def _fitting(window: LaunchWindow) -> Kind:
    tier = window.tier if window.audience == Audience.TIER else None
    return Kind(
        number=1,
        tier=tier.slug if tier else "",
        tier_rank=tier.rank if tier else 0,
        badges=(window.badge_id,) if window.badge_id is not None else (),
        lists=(window.id,) if window.audience == Audience.LIST else (),
        is_customer=window.audience == Audience.CUSTOMERS,
    )
