"""Keeping who saw a launch, once for each member."""

from collections.abc import Hashable
from datetime import datetime
from typing import cast

from sqlalchemy import delete, select, tuple_, update

from forum.accounts.models import Role, User
from forum.kernel.db import db
from forum.kernel.handover import hand_over as hand_rows_over
from forum.kernel.unit import action
from forum.kernel.upsert import insert
from forum.launch_reports.models import LaunchSighting
from forum.launches.models import Launch


@action
def keep_sightings(notes: dict[Hashable, datetime]) -> None:
    """Write who saw which launch when, for those of whom it is not known: (member, launch)."""
    seen = cast("dict[tuple[int, int], datetime]", notes)
    fresh = seen.keys() - _known(seen)
    launches = _launches({launch_id for _, launch_id in fresh})
    people = _members({user_id for user_id, _ in fresh})
    rows = [
        {"user_id": user_id, "launch_id": launch_id, "at": seen[user_id, launch_id]}
        for user_id, launch_id in sorted(fresh)
        if user_id in people and launch_id in launches
    ]
    if rows:
        new = insert(LaunchSighting).values(rows)
        db.session.execute(new.on_conflict_do_nothing(index_elements=["launch_id", "user_id"]))


@action
def hand_over(from_id: int, into_id: int) -> None:
    """What the one saw, the other saw, and since the earlier moment."""
    theirs = (
        select(LaunchSighting.launch_id, LaunchSighting.at)
        .where(LaunchSighting.user_id == from_id)
        .subquery()
    )
    both = LaunchSighting.user_id == into_id, LaunchSighting.launch_id == theirs.c.launch_id
    earlier = update(LaunchSighting).where(*both, LaunchSighting.at > theirs.c.at)
    db.session.execute(earlier.values(at=theirs.c.at).execution_options(synchronize_session=False))
    known = select(LaunchSighting.launch_id).where(LaunchSighting.user_id == into_id)
    twice = delete(LaunchSighting).where(
        LaunchSighting.user_id == from_id, LaunchSighting.launch_id.in_(known)
    )
    db.session.execute(twice.execution_options(synchronize_session=False))
    hand_rows_over(LaunchSighting.user_id, from_id=from_id, into_id=into_id)


def _known(seen: dict[tuple[int, int], datetime]) -> set[tuple[int, int]]:
    pair = tuple_(LaunchSighting.user_id, LaunchSighting.launch_id)
    query = select(LaunchSighting.user_id, LaunchSighting.launch_id).where(pair.in_(list(seen)))
    return {(row[0], row[1]) for row in db.session.execute(query)}


def _launches(ids: set[int]) -> set[int]:
    return set(db.session.scalars(select(Launch.id).where(Launch.id.in_(ids))))


def _members(ids: set[int]) -> set[int]:
    """Of these, who is a member and not of the team."""
    query = select(User.id).where(User.id.in_(ids), User.role == Role.MEMBER)
    return set(db.session.scalars(query))
