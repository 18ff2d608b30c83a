"""Reading draws: what is published, what is due, and how lucky members were."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import joinedload

from forum.draws import fair
from forum.draws.models import Beacon, Draw
from forum.kernel.db import db
from forum.kernel.paging import PAGE_SIZE, Cursor, Page
from forum.kernel.policy import NotFound
from forum.launches.gates import LAST_SECOND
from forum.launches.models import (
    Allocation,
    EntryState,
    Launch,
    LaunchEntry,
    LaunchState,
    LaunchWindow,
)

# Luck is carried over for so long.
YEAR = timedelta(days=365)
MOST_AT_ONCE = 50
MOST_ASKED = 10_000


class Entered(NamedTuple):
    """Who is in a draw: there may be many thousands, and little of each is needed."""

    id: int
    public_id: str
    user_id: int
    state: EntryState


@dataclass(frozen=True)
class Place:
    """Somebody's place in a draw, as everybody may read it."""

    number: int
    public_id: str
    key: str
    state: EntryState
    has_won: bool
    was_struck: bool

    @property
    def outcome(self) -> str:
        """What the draw meant for them: won, reserve or void."""
        if self.was_struck:
            return fair.VOID
        return "won" if self.has_won else "reserve"


def draw_of(launch_id: int) -> Draw | None:
    """The draw of a launch, if it is decided by one and was approved."""
    query = select(Draw).where(Draw.launch_id == launch_id).options(joinedload(Draw.launch))
    return db.session.scalar(query)


def held_draw(launch_id: int) -> Draw:
    """The draw of a launch as the database has it now. Raises NotFound."""
    query = select(Draw).where(Draw.launch_id == launch_id).options(joinedload(Draw.launch))
    fresh = query.execution_options(populate_existing=True)
    found = db.session.scalar(fresh.with_for_update(of=Draw))
    if found is None:
        raise NotFound
    return found


def without_draw() -> Sequence[int]:
    """Launches that are to be decided by a draw and have none, because they were approved before
    this slice heard of it."""
    query = select(Launch.id).where(
        Launch.allocation == Allocation.DRAW,
        Launch.state == LaunchState.SCHEDULED,
        ~exists().where(Draw.launch_id == Launch.id),
    )
    return db.session.scalars(query).all()


def due(now: datetime) -> Sequence[int]:
    """Launches whose entering has ended and which are not drawn, neither stand still nor wait for
    a number."""
    ends = select(func.max(LaunchWindow.closes_at)).where(LaunchWindow.launch_id == Launch.id)
    query = (
        select(Launch.id)
        .join(Draw, Draw.launch_id == Launch.id)
        .where(
            Draw.drawn_at.is_(None),
            or_(Draw.frozen_at.is_(None), Draw.beacon == Beacon.NONE),
            Launch.allocation == Allocation.DRAW,
            Launch.state == LaunchState.SCHEDULED,
            Launch.stopped_at.is_(None),
            ends.scalar_subquery() <= now - LAST_SECOND,
        )
        .order_by(Launch.id)
        .limit(MOST_AT_ONCE)
    )
    return db.session.scalars(query).all()


def entries_of(launch_id: int) -> list[Entered]:
    """Everybody who ever entered, as the database has it now."""
    query = select(
        LaunchEntry.id, LaunchEntry.public_id, LaunchEntry.user_id, LaunchEntry.state
    ).where(LaunchEntry.launch_id == launch_id)
    return [Entered(*row) for row in db.session.execute(query)]


def losses_of(user_ids: Collection[int], now: datetime) -> Mapping[int, int]:
    """How often each of these members lost in draws, one after another, since they last won: draws
    of the last year, entries that counted."""
    losses = dict.fromkeys(user_ids, 0)
    # No database takes any number of values in one statement.
    asked = list(losses)
    for start in range(0, len(asked), MOST_ASKED):
        _count_losses(losses, asked[start : start + MOST_ASKED], now)
    return losses


def _count_losses(losses: dict[int, int], some: Collection[int], now: datetime) -> None:
    query = (
        select(LaunchEntry.user_id, LaunchEntry.offered_at)
        .join(Draw, Draw.launch_id == LaunchEntry.launch_id)
        .where(
            LaunchEntry.user_id.in_(some),
            LaunchEntry.rank.is_not(None),
            LaunchEntry.state != EntryState.VOID,
            Draw.drawn_at >= now - YEAR,
        )
        .order_by(Draw.drawn_at.desc(), Draw.id.desc())
    )
    has_won: set[int] = set()
    for user_id, offered_at in db.session.execute(query):
        if offered_at is not None:
            has_won.add(user_id)
        elif user_id not in has_won:
            losses[user_id] += 1


def ranking_of(draw: Draw) -> list[fair.Ranked]:
    """The order of the draw counted again from what is published; empty before it is done."""
    if draw.drawn_at is None:
        return []
    mix = fair.mixed(draw.seed, draw.beacon_value, draw.entries_hash)
    return fair.ranking(mix, draw.launch.slug, fair.read(draw.entries_file))


def places_of(draw: Draw) -> list[Place]:
    """Everybody's place, with what has become of it."""
    query = select(LaunchEntry.public_id, LaunchEntry.state).where(
        LaunchEntry.launch_id == draw.launch_id, LaunchEntry.rank.is_not(None)
    )
    states = {public_id: EntryState(state) for public_id, state in db.session.execute(query)}
    ranked = ranking_of(draw)
    won, struck = {one.entry for one in winners(draw, ranked)}, set(draw.struck)
    return [
        Place(
            number,
            one.entry,
            one.key,
            states.get(one.entry, EntryState.VOID),
            has_won=one.entry in won,
            was_struck=one.entry in struck,
        )
        for number, one in enumerate(ranked, start=1)
    ]


def winners(draw: Draw, ranked: Sequence[fair.Ranked]) -> Sequence[fair.Ranked]:
    """Who won when it was drawn: the first of those who were not struck out."""
    struck = set(draw.struck)
    return [one for one in ranked if one.entry not in struck][: draw.places or 0]


def drawn() -> Sequence[Draw]:
    """Every draw that is done."""
    query = select(Draw).where(Draw.drawn_at.is_not(None)).options(joinedload(Draw.launch))
    return db.session.scalars(query.order_by(Draw.id)).all()


def ranks_of(launch_id: int) -> Mapping[str, int | None]:
    """The place that is written down for each entry of a launch that is there, by its public
    number: of two that became one, one is not."""
    query = select(LaunchEntry.public_id, LaunchEntry.rank)
    rows = db.session.execute(query.where(LaunchEntry.launch_id == launch_id))
    return {row[0]: row[1] for row in rows}


def to_come() -> Sequence[Draw]:
    """Every draw that is not done."""
    query = select(Draw).where(Draw.drawn_at.is_(None)).options(joinedload(Draw.launch))
    return db.session.scalars(query.order_by(Draw.id)).all()


def entries_page(launch: Launch, after: Cursor | None) -> Page[LaunchEntry]:
    """Everybody who entered, the latest first."""
    query = (
        select(LaunchEntry)
        .where(LaunchEntry.launch_id == launch.id)
        .options(joinedload(LaunchEntry.user))
        .order_by(LaunchEntry.id.desc())
    )
    if after is not None:
        query = query.where(LaunchEntry.id < after.id)
    rows = db.session.scalars(query.limit(PAGE_SIZE + 1)).all()
    items = rows[:PAGE_SIZE]
    has_more = len(rows) > PAGE_SIZE
    return Page(items, Cursor(0, items[-1].id).encode() if has_more else None)
