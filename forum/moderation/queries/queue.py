"""The queue page by page: its tabs, each read along its own index, and how much is in each."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ScalarSelect, Select, func, or_, select, tuple_
from sqlalchemy.orm import joinedload

from forum.accounts.models import Viewer
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.paging import EPOCH, LONGEST, PAGE_SIZE, Page
from forum.moderation.models import (
    FIRST_TEAM,
    PUT_ASIDE,
    STILL_OPEN,
    Band,
    CaseState,
    Decision,
    Reviewable,
)
from forum.moderation.queries.cases import Entry, cases_visible_to, entries_of
from forum.moderation.queries.searching import sought
from forum.moderation.queries.teams import hours_of

APPEAL = "appeal"
NUMBERS = 3
# The largest number that every database can compare with an id.
HIGHEST_ID = 2**31


class Tab(StrEnum):
    """The ways to look at the queue."""

    OPEN = "open"
    MINE = "mine"
    ESCALATED = "escalated"
    WAITING = "waiting"
    APPEALS = "appeals"
    DONE = "done"


@dataclass(frozen=True)
class Place:
    """Where a page ends: rank and id of its last case, and when that is due, or was decided."""

    rank: int
    moment: datetime
    id: int

    def encode(self) -> str:
        """The place as one word for an address."""
        moment = (self.moment - EPOCH) // timedelta(microseconds=1)
        word = f"{self.rank}.{moment}.{self.id}".encode()
        return base64.urlsafe_b64encode(word).decode().rstrip("=")


def place_in(word: str | None) -> Place | None:
    """The place that an address names, or None when there is none or it makes no sense."""
    if not word or len(word) > LONGEST:
        return None
    try:
        text = base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)).decode("ascii")
        numbers = [int(part) for part in text.split(".")]
    except (ValueError, binascii.Error):
        return None
    if len(numbers) != NUMBERS or not all(0 <= number < 2**53 for number in numbers):
        return None
    rank, moment, row_id = numbers
    if rank >= len(Band) or row_id >= HIGHEST_ID:
        return None
    return Place(rank, EPOCH + timedelta(microseconds=moment), row_id)


def queue(tab: Tab, after: Place | None = None, *, by: Viewer, words: str = "") -> Page[Entry]:
    """Cases of a tab on which this person decides, in the order in which they should be decided."""
    query = select(Reviewable).where(*_in(tab, by), cases_visible_to(by), sought(words))
    query = query.options(*_people())
    query = _latest(query, after) if tab is Tab.DONE else _soonest(query, after)
    found = db.session.scalars(query.limit(PAGE_SIZE + 1)).all()
    shown = found[:PAGE_SIZE]
    last = shown[-1] if len(found) > PAGE_SIZE else None
    if last is None:
        return Page(entries_of(shown))
    place = Place(last.rank, last.decided_at or last.due_at, last.id)
    return Page(entries_of(shown), place.encode())


def open_entries(ids: Sequence[int], *, by: Viewer) -> Sequence[Entry]:
    """Those of these cases on which this person decides and nobody has decided yet."""
    among = (Reviewable.id.in_(ids), Reviewable.decided_at.is_(None), cases_visible_to(by))
    query = select(Reviewable).where(*among).options(*_people()).order_by(Reviewable.id)
    return entries_of(db.session.scalars(query).all())


def counts(by: Viewer) -> Mapping[Tab, int]:
    """How many cases each tab holds, in one statement."""
    row = db.session.execute(select(*(_count(tab, by).label(tab.value) for tab in Tab))).one()
    return {tab: row[number] for number, tab in enumerate(Tab)}


def counts_by_state() -> Mapping[str, float]:
    """How many cases that nobody has decided are in each state."""
    count = func.count(Reviewable.id)
    query = select(Reviewable.state, count).where(Reviewable.decided_at.is_(None))
    found = {row[0]: row[1] for row in db.session.execute(query.group_by(Reviewable.state))}
    return {state.value: found.get(state, 0) for state in CaseState if state != CaseState.DECIDED}


def due_within(span: timedelta, by: Viewer) -> int:
    """How many open cases are due within this time, those that are late among them."""
    soon = (Reviewable.state == CaseState.OPEN, Reviewable.due_at <= clock.now() + span)
    query = select(func.count(Reviewable.id)).where(*soon, cases_visible_to(by))
    return db.session.scalar(query) or 0


def _soonest(query: Select[Reviewable], after: Place | None) -> Select[Reviewable]:
    order = (Reviewable.rank, Reviewable.due_at, Reviewable.id)
    if after is not None:
        query = query.where(tuple_(*order) > tuple_(after.rank, after.moment, after.id))
    return query.order_by(*order)


def _latest(query: Select[Reviewable], after: Place | None) -> Select[Reviewable]:
    if after is not None:
        key = tuple_(Reviewable.decided_at, Reviewable.id)
        query = query.where(key < tuple_(after.moment, after.id))
    return query.order_by(Reviewable.decided_at.desc(), Reviewable.id.desc())


def _count(tab: Tab, by: Viewer) -> ScalarSelect[int]:
    query = select(func.count(Reviewable.id)).where(*_in(tab, by), cases_visible_to(by))
    return query.scalar_subquery()


def _in(tab: Tab, by: Viewer) -> list[Any]:
    now = clock.now()
    undecided = Reviewable.decided_at.is_(None)
    if tab is Tab.OPEN:
        return [Reviewable.state == CaseState.OPEN]
    if tab is Tab.ESCALATED:
        return [Reviewable.state == CaseState.ESCALATED]
    if tab is Tab.MINE:
        held = (Reviewable.claimed_by_id == by.id) & (Reviewable.claimed_until > now)
        return [undecided, or_(held, Reviewable.assigned_to_id == by.id)]
    if tab is Tab.WAITING:
        return [PUT_ASIDE]
    if tab is Tab.APPEALS:
        return [Reviewable.target_kind == APPEAL, STILL_OPEN]
    return [Reviewable.decided_at >= _midnight(now), Reviewable.decision != Decision.WITHDRAWN]


def _midnight(now: datetime) -> datetime:
    """When the day of the first team began, by the clock on its wall."""
    here = now.astimezone(ZoneInfo(hours_of(FIRST_TEAM).time_zone))
    return datetime.combine(here.date(), time(), here.tzinfo).astimezone(UTC)


def _people() -> Sequence[Any]:
    return (
        joinedload(Reviewable.about),
        joinedload(Reviewable.claimed_by),
        joinedload(Reviewable.assigned_to),
        joinedload(Reviewable.decided_by),
    )
