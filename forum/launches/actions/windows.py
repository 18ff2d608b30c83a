"""When a launch is open for whom. Only drafts are changed here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.audit import actions as audit
from forum.badges import queries as badges
from forum.kernel.db import db
from forum.kernel.policy import Invalid, Refused, deny, require
from forum.kernel.unit import action
from forum.launches import policy, queries
from forum.launches.actions import settling
from forum.launches.models import Audience, Launch, LaunchGuest, LaunchWindow
from forum.tiers import queries as tiers


@dataclass(frozen=True)
class Opening:
    """When a launch is open for whom, and how many are for them. Names are those of a list."""

    opens_at: datetime | None
    closes_at: datetime | None
    audience: Audience = Audience.ALL
    tier_id: int | None = None
    badge_id: int | None = None
    list_name: str = ""
    names: Sequence[str] = ()
    stock_cap: int | None = None


@action
def add_window(admin: User, launch: Launch, opening: Opening) -> LaunchWindow:
    """Let a launch be open for some people for a time. Raises Invalid."""
    settling.take_turn(launch)
    require(policy.can_edit(admin, launch))
    if len(queries.windows_of([launch.id])[launch.id]) >= policy.MOST_WINDOWS:
        raise Invalid("audience", "too_many", most=policy.MOST_WINDOWS)
    window = LaunchWindow(launch_id=launch.id)
    _write_window(window, opening)
    _record(admin, "launches.add_window", window)
    return window


@action
def change_window(admin: User, launch: Launch, window: LaunchWindow, opening: Opening) -> None:
    """Decide anew about a window. Raises Invalid."""
    settling.take_turn(launch)
    require(policy.can_edit(admin, launch))
    _write_window(window, opening)
    _record(admin, "launches.change_window", window)


@action
def remove_window(admin: User, launch: Launch, window: LaunchWindow) -> None:
    """Take a window out; not one in whose line somebody stands."""
    settling.take_turn(launch)
    require(policy.can_edit(admin, launch))
    if queries.has_entries(window):
        raise Refused(deny("launch_window_used"))
    db.session.execute(delete(LaunchGuest).where(LaunchGuest.window_id == window.id))
    _record(admin, "launches.remove_window", window)
    db.session.delete(window)


def _record(admin: User, verb: str, window: LaunchWindow) -> None:
    after = {
        "window_id": window.id,
        "audience": str(window.audience),
        "opens_at": window.opens_at.isoformat(),
        "closes_at": window.closes_at.isoformat(),
        "stock_cap": window.stock_cap,
    }
    audit.record(admin, verb, "launch", window.launch_id, after=after)


def _write_window(window: LaunchWindow, opening: Opening) -> None:
    _check_opening(opening)
    is_list = opening.audience == Audience.LIST
    window.audience = opening.audience
    window.tier_id = opening.tier_id if opening.audience == Audience.TIER else None
    window.badge_id = opening.badge_id if opening.audience == Audience.BADGE else None
    window.list_name = opening.list_name.strip() if is_list else ""
    window.opens_at, window.closes_at = _moments(opening)
    window.stock_cap, window.told_at = opening.stock_cap, None
    guests = _guests(opening.names) if is_list else []
    db.session.add(window)
    db.session.flush()
    db.session.execute(delete(LaunchGuest).where(LaunchGuest.window_id == window.id))
    db.session.add_all(LaunchGuest(window_id=window.id, user_id=one.id) for one in guests)


def _check_opening(opening: Opening) -> None:
    opens_at, closes_at = _moments(opening)
    if closes_at <= opens_at:
        raise Invalid("closes_at", "before_opening")
    if opening.stock_cap is not None and not 0 <= opening.stock_cap <= policy.MOST_STOCK:
        raise Invalid("stock_cap", "out_of_range", most=policy.MOST_STOCK)
    if len(opening.list_name.strip()) > policy.LONGEST_LIST:
        raise Invalid("list_name", "too_long", most=policy.LONGEST_LIST)
    if opening.audience == Audience.TIER:
        known: set[int] = {one.id for one in tiers.tiers()}
        if opening.tier_id not in known:
            raise Invalid("tier_id", "needed")
    if opening.audience == Audience.BADGE and opening.badge_id not in {
        one.id for one in badges.badges()
    }:
        raise Invalid("badge_id", "needed")
    if opening.audience == Audience.LIST and not opening.names:
        raise Invalid("names", "needed")


def _moments(opening: Opening) -> tuple[datetime, datetime]:
    if opening.opens_at is None:
        raise Invalid("opens_at", "needed")
    if opening.closes_at is None:
        raise Invalid("closes_at", "needed")
    return opening.opens_at, opening.closes_at


def _guests(names: Sequence[str]) -> list[User]:
    if len(names) > policy.MOST_GUESTS:
        raise Invalid("names", "too_many", most=policy.MOST_GUESTS)
    found: dict[int, User] = {}
    unknown = []
    for name in names:
        user = accounts.member_called(name)
        if user is None:
            unknown.append(name)
        else:
            found[user.id] = user
    if unknown:
        raise Invalid("names", "unknown_names", names=", ".join(unknown[:5]))
    return list(found.values())
