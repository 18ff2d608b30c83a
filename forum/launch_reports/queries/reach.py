"""How many members could have come in, and how many of them saw it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    union_all,
)

from forum.accounts.models import Role, User
from forum.badges.models import BadgeAward
from forum.commerce.models import CustomerMark, Order
from forum.commerce.queries.customers import makes_a_customer
from forum.kernel.db import db
from forum.launch_reports.models import LaunchSighting
from forum.launches.models import (
    Audience,
    EntryState,
    Launch,
    LaunchEntry,
    LaunchGuest,
    LaunchReminder,
    LaunchWindow,
)
from forum.launches.policy import OLD_ENOUGH


@dataclass(frozen=True)
class Reach:
    """Whom a launch reached, as members are now."""

    eligible: int = 0
    saw: int = 0


def reach_of(
    launches: Sequence[Launch], windows: Mapping[int, Sequence[LaunchWindow]]
) -> Mapping[int, Reach]:
    """Of each launch, who could have come in by one of its windows and who of them saw it; one
    query. Whoever has a part in it could, and saw it."""
    if not launches:
        return {}
    counts = [_count(one.id, windows[one.id]) for one in launches]
    rows = db.session.execute(union_all(*counts)).all()
    return {row[0]: Reach(row[1], row[2]) for row in rows}


def _count(launch_id: int, windows: Sequence[LaunchWindow]) -> Select[Any]:
    took_part = User.id.in_(
        select(LaunchEntry.user_id).where(
            LaunchEntry.launch_id == launch_id, LaunchEntry.state != EntryState.VOID
        )
    )
    asked = select(LaunchReminder.user_id).where(LaunchReminder.launch_id == launch_id)
    sighted = select(LaunchSighting.user_id).where(LaunchSighting.launch_id == launch_id)
    saw = or_(took_part, User.id.in_(asked), User.id.in_(sighted))
    able = and_(
        User.role == Role.MEMBER,
        User.email_confirmed_at.is_not(None),
        User.deactivated_at.is_(None),
        or_(false(), *(_fits(one) for one in windows)),
    )
    seen = func.coalesce(func.sum(case((saw, 1), else_=0)), 0)
    return select(literal(launch_id), func.count(User.id), seen).where(or_(able, took_part))


def _fits(window: LaunchWindow) -> ColumnElement[bool]:
    """The twin of `launches.gates.includes`, for whose account is old enough."""
    is_old_enough = User.created_at <= window.opens_at - OLD_ENOUGH
    if window.is_for_all:
        return is_old_enough
    if window.audience == Audience.TIER:
        rank = window.tier.rank if window.tier else None
        return false() if rank is None else and_(is_old_enough, User.tier_rank >= rank)
    if window.audience == Audience.BADGE:
        holders = select(BadgeAward.user_id).where(
            BadgeAward.badge_id == window.badge_id, BadgeAward.revoked_at.is_(None)
        )
        return and_(is_old_enough, User.id.in_(holders))
    if window.audience == Audience.CUSTOMERS:
        bought = exists().where(Order.user_id == User.id, makes_a_customer())
        known = exists().where(CustomerMark.user_id == User.id)
        return and_(is_old_enough, or_(bought, known))
    listed = select(LaunchGuest.user_id).where(LaunchGuest.window_id == window.id)
    return and_(is_old_enough, User.id.in_(listed))


def has_seen(user_id: int, launch_id: int) -> bool:
    """Whether a member has had the page of a launch on the screen."""
    return db.session.get(LaunchSighting, (launch_id, user_id)) is not None
