"""Finding what was promised."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from forum.accounts.models import Viewer
from forum.feedback.days import Days
from forum.feedback.models import LaunchPromise
from forum.kernel.db import db
from forum.kernel.paging import PAGE_SIZE, Cursor, Page
from forum.kernel.policy import NotFound
from forum.launches import policy as launching
from forum.launches import queries as launched
from forum.launches.models import Launch
from forum.launches.policy import Face
from forum.moderation import queries as moderation
from forum.moderation.models import FIRST_TEAM

# No page of a launch has more of them.
MOST_OF_ONE = 50


def days_at(now: datetime) -> Days:
    """The days by which promises are kept: those of the team's own time zone."""
    return Days(ZoneInfo(moderation.hours_of(FIRST_TEAM).time_zone), now)


def promise_by_id(promise_id: int) -> LaunchPromise:
    """One promise, for those who make them. Raises NotFound."""
    query = select(LaunchPromise).where(LaunchPromise.id == promise_id)
    found = db.session.scalar(query.options(joinedload(LaunchPromise.launch)))
    if found is None:
        raise NotFound
    return found


def promises_of(launch_id: int) -> Sequence[LaunchPromise]:
    """What was promised about a launch, the next one due first."""
    query = select(LaunchPromise).where(LaunchPromise.launch_id == launch_id)
    return db.session.scalars(
        query.order_by(LaunchPromise.due, LaunchPromise.id).limit(MOST_OF_ONE)
    ).all()


def open_promises(viewer: Viewer, now: datetime) -> Sequence[LaunchPromise]:
    """What is still to be kept, the next one due first, as far as the viewer may know of it."""
    query = _known_to(viewer, now).where(LaunchPromise.done_at.is_(None))
    query = query.order_by(LaunchPromise.due, LaunchPromise.id).limit(200)
    return _readable(viewer, db.session.scalars(query).all(), now)


def kept_promises(
    viewer: Viewer, now: datetime, after: Cursor | None = None
) -> Page[LaunchPromise]:
    """What was kept, the latest made first, as far as the viewer may know of it."""
    query = _known_to(viewer, now).where(LaunchPromise.done_at.is_not(None))
    if after is not None:
        query = query.where(LaunchPromise.id < after.id)
    rows = db.session.scalars(query.order_by(LaunchPromise.id.desc()).limit(PAGE_SIZE + 1)).all()
    following = Cursor(0, rows[PAGE_SIZE - 1].id).encode() if len(rows) > PAGE_SIZE else None
    return Page(_readable(viewer, rows[:PAGE_SIZE], now), following)


def _known_to(viewer: Viewer, now: datetime) -> Select[LaunchPromise]:
    seen = select(Launch.id).where(launching.visible_to(viewer, now))
    return (
        select(LaunchPromise)
        .where(or_(LaunchPromise.launch_id.is_(None), LaunchPromise.launch_id.in_(seen)))
        .options(joinedload(LaunchPromise.launch))
    )


def _readable(
    viewer: Viewer, promises: Sequence[LaunchPromise], now: datetime
) -> Sequence[LaunchPromise]:
    """Without those about launches of which the viewer knows only that they come."""
    launches = {one.launch.id: one.launch for one in promises if one.launch is not None}
    sights = launched.sights(viewer, launches.values()) if launches else {}
    whole = {
        launch_id
        for launch_id, launch in launches.items()
        if launching.face_of(viewer, launch, now, sight=sights[launch_id]) == Face.FULL
    }
    return [one for one in promises if one.launch_id is None or one.launch_id in whole]
