"""The launch that comes next for a member, as a letter may tell it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from forum.accounts.models import User
from forum.launches import gates, policy
from forum.launches.models import Embargo, EntryState, Launch, LaunchWindow
from forum.launches.policy import Face, Sight
from forum.launches.queries.holding import holdings
from forum.launches.queries.launches import launches_on, sights

# Whoever has come so far needs no word that it is there.
THERE = (*policy.DONE, EntryState.WAITING)


@dataclass(frozen=True)
class Coming:
    """A launch that is open for a member, or opens for them next."""

    launch: Launch
    window: LaunchWindow
    # Since when they may know of it.
    known_at: datetime
    is_open: bool


def coming_for(member: User, now: datetime) -> Coming | None:
    """What is open for the member and not gone, closing first; else what opens for them next.

    Nothing of which they may not know, and nothing that is known for an office alone. Seven
    queries, however many launches there are.
    """
    launches = launches_on(member, now)
    if not launches:
        return None
    seen = sights(member, launches)
    held = holdings(launches, {one: seen[one].windows for one in seen}, now)
    found = [
        one
        for launch in launches
        if (one := _coming(launch, seen[launch.id], now)) is not None
        and (not one.is_open or held[launch.id].stock.left != 0)
    ]
    return min(found, key=_order, default=None)


def _coming(launch: Launch, sight: Sight, now: datetime) -> Coming | None:
    is_there = sight.entry is not None and sight.entry.state in THERE
    is_hidden = policy.face_of_a_member(launch, now, sight=sight) == Face.HIDDEN
    window = gates.best(sight.windows, sight.reach, now)
    if is_there or is_hidden or window is None or launch.is_paused:
        return None
    known_at = min((one for one in _known(launch, sight) if one <= now), default=now)
    return Coming(launch, window, known_at, is_open=gates.is_open(window, now))


def _known(launch: Launch, sight: Sight) -> Iterator[datetime]:
    """The moments from which the member may know of it; some may be still to come."""
    approved = launch.approved_at
    if approved is None:
        return
    if launch.embargo == Embargo.NONE:
        yield approved
    if launch.embargo == Embargo.TEASER and launch.teaser_at is not None:
        yield max(approved, launch.teaser_at)
    if launch.public_at is not None:
        yield max(approved, launch.public_at)
    yield from (max(approved, one.opens_at) for one in sight.own)


def _order(one: Coming) -> tuple[bool, datetime]:
    return not one.is_open, one.window.closes_at if one.is_open else one.window.opens_at
