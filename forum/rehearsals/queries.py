"""Reading what a rehearsal plays, and how earlier ones went."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.codes import queries as codes
from forum.kernel.db import db
from forum.kernel.policy import NotFound
from forum.launches import queries as launched
from forum.launches.models import Launch
from forum.launches.settings import EARLY_PERCENT
from forum.rehearsals import crowds
from forum.rehearsals.models import Rehearsal, RunState
from forum.rehearsals.scripts import fingerprint_of, script_of

OPEN = (RunState.QUEUED, RunState.RUNNING)
SHOWN = 10


def rehearsal_by_id(rehearsal_id: int) -> Rehearsal:
    """One rehearsal as the database has it now. Raises NotFound."""
    found = db.session.get(Rehearsal, rehearsal_id, populate_existing=True)
    if found is None:
        raise NotFound
    return found


def latest(launch_ids: Collection[int]) -> Mapping[int, Rehearsal]:
    """The latest rehearsal of each of these launches; one query."""
    newest = select(func.max(Rehearsal.id)).where(Rehearsal.launch_id.in_(launch_ids))
    query = select(Rehearsal).where(Rehearsal.id.in_(newest.group_by(Rehearsal.launch_id)))
    return {one.launch_id: one for one in db.session.scalars(query)}


def rehearsals_of(launch: Launch) -> Sequence[Rehearsal]:
    """The latest rehearsals of a launch, the newest first."""
    query = select(Rehearsal).where(Rehearsal.launch_id == launch.id)
    return db.session.scalars(query.order_by(Rehearsal.id.desc()).limit(SHOWN)).all()


def open_one(launch: Launch) -> Rehearsal | None:
    """The rehearsal of the launch that waits or runs."""
    query = select(Rehearsal).where(Rehearsal.launch_id == launch.id, Rehearsal.state.in_(OPEN))
    return db.session.scalar(query.limit(1))


def people(rehearsals: Collection[Rehearsal]) -> Mapping[int, User]:
    """Who asked for these, by number."""
    return accounts.members_by_ids({one.asked_by_id for one in rehearsals if one.asked_by_id})


def fingerprint(launch: Launch) -> str:
    """The fingerprint of the launch as it is arranged now."""
    return fingerprint_of(_script(launch))


def script(launch: Launch, members: int) -> dict[str, Any]:
    """All that a rehearsal of the launch needs to know, fit for JSON."""
    windows = launched.windows_of([launch.id])[launch.id]
    crowd = [one.plain for one in crowds.kinds_of_members(windows)]
    return {**_script(launch), "members": members, "crowd": crowd}


def _script(launch: Launch) -> dict[str, Any]:
    windows = launched.windows_of([launch.id])[launch.id]
    free = codes.free_count(launch.pool_id) if launch.pool_id is not None else None
    return script_of(launch, windows, free_codes=free, early_percent=EARLY_PERCENT.get())
