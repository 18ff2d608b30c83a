"""Entries that look like those of one person, from what sessions say anyway."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from forum.accounts.models import Session, User
from forum.kernel.db import db
from forum.launches.likeness import Traits, alike, network_of
from forum.launches.models import EntryState, Launch, LaunchEntry, LaunchState, LaunchWindow
from forum.moderation.models import Reviewable

# Networks and browsers of so long before and after entering count.
AROUND = timedelta(hours=24)
IN = (EntryState.ENTERED, EntryState.WAITING, EntryState.OFFERED, EntryState.CLAIMED)


@dataclass(frozen=True)
class Alike:
    """An entry with those that look like it."""

    entry: LaunchEntry
    launch: Launch
    others: Sequence[LaunchEntry]
    signs: Sequence[str]

    @property
    def id(self) -> int:
        """The number of the entry."""
        return self.entry.id


def launches_by_ids(ids: Collection[int]) -> Mapping[int, Launch]:
    """These launches, by number."""
    return {one.id: one for one in db.session.scalars(select(Launch).where(Launch.id.in_(ids)))}


def lately_open(now: datetime) -> Sequence[int]:
    """Launches with a window that is open, or was within a day."""
    query = (
        select(LaunchWindow.launch_id)
        .join(Launch, Launch.id == LaunchWindow.launch_id)
        .where(
            Launch.state == LaunchState.SCHEDULED,
            LaunchWindow.opens_at <= now,
            LaunchWindow.closes_at >= now - AROUND,
        )
    )
    return db.session.scalars(query.distinct().order_by(LaunchWindow.launch_id)).all()


def alike_in(launch_ids: Collection[int]) -> Mapping[int, Mapping[int, Sequence[str]]]:
    """For each entry of these launches those of its launch that are like it; two queries."""
    by_launch: dict[int, list[Traits]] = defaultdict(list)
    for launch_id, traits in _traits(launch_ids):
        by_launch[launch_id].append(traits)
    found: dict[int, Mapping[int, Sequence[str]]] = {}
    for rows in by_launch.values():
        found |= alike(rows)
    return found


def alike_by_ids(ids: Collection[int]) -> Mapping[int, Alike]:
    """These entries, each with those that are like it; five queries."""
    entries = _entries(ids)
    launches = launches_by_ids({one.launch_id for one in entries.values()})
    like = alike_in(launches.keys())
    others = _entries({other for one in entries for other in like.get(one, {})})
    return {
        one.id: Alike(
            one,
            launches[one.launch_id],
            [others[other] for other in sorted(like.get(one.id, {})) if other in others],
            sorted({sign for signs in like.get(one.id, {}).values() for sign in signs}),
        )
        for one in entries.values()
    }


def asked_about(kind: str, ids: Collection[int]) -> set[int]:
    """Of these the ones about which there is, or was, a case."""
    query = select(Reviewable.target_id).where(
        Reviewable.target_kind == kind, Reviewable.target_id.in_(ids)
    )
    return set(db.session.scalars(query))


def _entries(ids: Collection[int]) -> dict[int, LaunchEntry]:
    query = select(LaunchEntry).where(LaunchEntry.id.in_(ids))
    return {one.id: one for one in db.session.scalars(query.options(joinedload(LaunchEntry.user)))}


def _traits(launch_ids: Collection[int]) -> Sequence[tuple[int, Traits]]:
    entries = select(
        LaunchEntry.id, LaunchEntry.launch_id, LaunchEntry.user_id, LaunchEntry.entered_at
    ).where(LaunchEntry.launch_id.in_(launch_ids), LaunchEntry.state.in_(IN))
    rows = db.session.execute(entries.add_columns(User.email).join(LaunchEntry.user)).all()
    users = entries.with_only_columns(LaunchEntry.user_id)
    told = select(Session.user_id, Session.last_seen_at, Session.address, Session.browser)
    sessions: dict[int, list[tuple[datetime, str, str]]] = defaultdict(list)
    for user_id, seen_at, address, browser in db.session.execute(
        told.where(Session.user_id.in_(users))
    ):
        sessions[user_id].append((seen_at, network_of(address), browser))
    found = []
    for entry_id, launch_id, user_id, entered_at, email in rows:
        near = [one for one in sessions[user_id] if abs(one[0] - entered_at) <= AROUND]
        networks = frozenset(one[1] for one in near if one[1])
        browsers = frozenset(one[2] for one in near if one[2])
        found.append((launch_id, Traits(entry_id, email, networks, browsers)))
    return found
