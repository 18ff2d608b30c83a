"""Finding launches, and what the rules about them ask for."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from forum.accounts import queries as accounts
from forum.accounts.models import Role, User, Viewer
from forum.badges.models import BadgeAward
from forum.codes.models import Code
from forum.commerce import queries as commerce
from forum.kernel.db import db
from forum.kernel.paging import PAGE_SIZE, Cursor, Page, cursor_at
from forum.kernel.policy import NotFound
from forum.launches.gates import LAST_SECOND, Reach, in_order
from forum.launches.models import (
    Launch,
    LaunchEntry,
    LaunchEvent,
    LaunchGuest,
    LaunchState,
    LaunchWindow,
)
from forum.launches.policy import Sight, visible_to

# A front page and a list show no more of what is on at the same time.
MOST_ON = 30


def launch_by_slug(slug: str) -> Launch:
    """The launch of this address. Raises NotFound."""
    found = db.session.scalar(_whole().where(Launch.slug == slug))
    if found is None:
        raise NotFound
    return found


def launch_by_id(launch_id: int) -> Launch:
    """One launch, for those who arrange it. Raises NotFound."""
    found = db.session.scalar(_whole().where(Launch.id == launch_id))
    if found is None:
        raise NotFound
    return found


def visible_launch(viewer: Viewer, slug: str, now: datetime) -> Launch:
    """The launch at an address, if the viewer may know of it. Raises NotFound."""
    found = db.session.scalar(_whole().where(Launch.slug == slug, visible_to(viewer, now)))
    if found is None:
        raise NotFound
    return found


def visible_launches(viewer: Viewer, now: datetime, after: Cursor | None = None) -> Page[Launch]:
    """What the viewer may know of, approved last first. What is not decided yet is no launch."""
    decided = Launch.state.in_([LaunchState.SCHEDULED, LaunchState.CANCELLED])
    query = _whole().where(visible_to(viewer, now), decided, Launch.approved_at.is_not(None))
    if after is not None:
        earlier = (Launch.approved_at < after.moment) | (
            (Launch.approved_at == after.moment) & (Launch.id < after.id)
        )
        query = query.where(earlier)
    query = query.order_by(Launch.approved_at.desc(), Launch.id.desc()).limit(PAGE_SIZE + 1)
    rows = db.session.scalars(query).all()
    last = rows[PAGE_SIZE - 1] if len(rows) > PAGE_SIZE else None
    following = cursor_at(last.approved_at, last.id).encode() if last and last.approved_at else None
    return Page(rows[:PAGE_SIZE], following)


def launches_on(viewer: Viewer, now: datetime) -> Sequence[Launch]:
    """What the viewer may know of and is not over: some window of it closes later, by its own
    clock, which stands still while it is paused."""
    later = select(LaunchWindow.launch_id).where(
        LaunchWindow.launch_id == Launch.id,
        or_(
            LaunchWindow.closes_at > now - LAST_SECOND,
            LaunchWindow.closes_at >= Launch.stopped_at,
        ),
    )
    query = _whole().where(
        visible_to(viewer, now), Launch.state == LaunchState.SCHEDULED, later.exists()
    )
    return db.session.scalars(query.order_by(Launch.id.desc()).limit(MOST_ON)).all()


def launches_of_product(product_id: int) -> Sequence[Launch]:
    """Every launch of a product, whatever became of it."""
    return db.session.scalars(select(Launch).where(Launch.product_id == product_id)).all()


def arranged(after: Cursor | None = None) -> Page[Launch]:
    """Every launch for the team, made last first."""
    query = select(Launch).order_by(Launch.id.desc()).limit(PAGE_SIZE + 1)
    if after is not None:
        query = query.where(Launch.id < after.id)
    rows = db.session.scalars(query).all()
    more = len(rows) > PAGE_SIZE
    following = Cursor(0, rows[PAGE_SIZE - 1].id).encode() if more else None
    return Page(rows[:PAGE_SIZE], following)


def windows_of(launch_ids: Collection[int]) -> Mapping[int, Sequence[LaunchWindow]]:
    """The windows of these launches as they open, with their tiers and badges; one query."""
    query = (
        select(LaunchWindow)
        .where(LaunchWindow.launch_id.in_(launch_ids))
        .options(joinedload(LaunchWindow.tier), joinedload(LaunchWindow.badge))
        .execution_options(populate_existing=True)
    )
    found: dict[int, list[LaunchWindow]] = {launch_id: [] for launch_id in launch_ids}
    for window in db.session.scalars(query):
        found[window.launch_id].append(window)
    return {launch_id: in_order(some) for launch_id, some in found.items()}


def sights(viewer: Viewer, launches: Collection[Launch]) -> Mapping[int, Sight]:
    """What the rules about these launches and this viewer ask for; six queries at most."""
    ids = [one.id for one in launches]
    windows = windows_of(ids)
    reach = reach_of(viewer, [one.id for some in windows.values() for one in some])
    entries = {} if viewer.is_guest else _entries_of(viewer.id, ids)
    return {one: Sight(windows[one], reach, entries.get(one)) for one in ids}


def sight(viewer: Viewer, launch: Launch) -> Sight:
    """The same for one launch."""
    return sights(viewer, [launch])[launch.id]


def reach_of(viewer: Viewer, window_ids: Collection[int]) -> Reach:
    """All of a viewer that these windows ask for; four queries."""
    if viewer.is_guest:
        return Reach()
    badges = select(BadgeAward.badge_id).where(
        BadgeAward.user_id == viewer.id, BadgeAward.revoked_at.is_(None)
    )
    lists = select(LaunchGuest.window_id).where(
        LaunchGuest.user_id == viewer.id, LaunchGuest.window_id.in_(window_ids)
    )
    spent = select(Launch.pool_id).join(LaunchEntry, LaunchEntry.launch_id == Launch.id)
    spent = spent.where(LaunchEntry.user_id == viewer.id, LaunchEntry.code_spent_at.is_not(None))
    spent = spent.where(Launch.pool_id.is_not(None))
    pools = select(Code.pool_id).where(Code.user_id == viewer.id).union(spent)
    return Reach(
        viewer.id,
        viewer.tier_rank,
        frozenset(db.session.scalars(badges)),
        frozenset(db.session.scalars(lists)),
        frozenset(db.session.scalars(pools)),
        is_customer=commerce.is_verified_customer(viewer.id),
    )


def window_by_id(launch: Launch, window_id: int) -> LaunchWindow:
    """A window of the launch. Raises NotFound."""
    for window in windows_of([launch.id])[launch.id]:
        if window.id == window_id:
            return window
    raise NotFound


def guests_of(window_ids: Collection[int]) -> Mapping[int, Sequence[User]]:
    """Who stands on the lists of these windows, by name."""
    query = select(LaunchGuest.window_id, User).join(User, User.id == LaunchGuest.user_id)
    query = query.where(LaunchGuest.window_id.in_(window_ids)).order_by(User.username)
    found: dict[int, list[User]] = {one: [] for one in window_ids}
    for window_id, user in db.session.execute(query):
        found[window_id].append(user)
    return found


def events_of(launch: Launch) -> Sequence[LaunchEvent]:
    """The story of a launch, the latest first."""
    query = select(LaunchEvent).where(LaunchEvent.launch_id == launch.id)
    return db.session.scalars(query.order_by(LaunchEvent.id.desc()).limit(200)).all()


def public_events_of(launch: Launch) -> Sequence[LaunchEvent]:
    """What was changed after it had begun, or called off, the latest first."""
    query = select(LaunchEvent).where(
        LaunchEvent.launch_id == launch.id, LaunchEvent.is_public.is_(True)
    )
    return db.session.scalars(query.order_by(LaunchEvent.id.desc()).limit(50)).all()


def deciders() -> int:
    """How many people can approve."""
    return sum(1 for one in accounts.staff() if one.is_admin and one.is_active)


def members_here() -> int:
    """How many members there are who may come in, without the team."""
    query = select(func.count(User.id)).where(
        User.approved_at.is_not(None), User.role == Role.MEMBER
    )
    return db.session.scalar(query) or 0


def _entries_of(user_id: int, launch_ids: Collection[int]) -> Mapping[int, LaunchEntry]:
    query = select(LaunchEntry).where(
        LaunchEntry.user_id == user_id, LaunchEntry.launch_id.in_(launch_ids)
    )
    return {one.launch_id: one for one in db.session.scalars(query)}


def _whole() -> Select[Launch]:
    return select(Launch).options(joinedload(Launch.channel))
