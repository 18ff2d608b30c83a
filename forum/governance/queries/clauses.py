"""Clauses that should be looked at: nobody needs them, or decisions by them are taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from forum.appeals import queries as appeals
from forum.appeals.queries import Rate
from forum.kernel import clock
from forum.kernel.db import db
from forum.moderation.models import Ruling
from forum.pages import queries as pages
from forum.pages.models import Clause, Guidelines
from forum.sanctions.models import Sanction

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Used:
    """A clause of the guidelines that hold, and how it is used."""

    clause: Clause
    since: datetime
    # Decisions by it within a year.
    times: int
    appeals: Rate
    # Its number in the version that is being written; 0 without one, or when it is gone from it.
    draft_number: int

    @property
    def is_unused(self) -> bool:
        """Whether it stood there for a year and nothing was decided by it."""
        return self.times == 0 and self.since <= clock.now() - YEAR

    @property
    def is_overturned(self) -> bool:
        """Whether too many decisions by it were taken back, of enough."""
        return self.appeals.is_alarming

    @property
    def is_due(self) -> bool:
        """Whether it should be written anew, or go."""
        return self.is_unused or self.is_overturned


def used_clauses() -> Sequence[Used]:
    """The clauses that hold, those that should be looked at first."""
    present, draft = pages.current_guidelines(), pages.draft()
    if present is None:
        return []
    times, since = _times(), _since()
    rates = {one.key: one for one in appeals.rates_by_clause()}
    numbers = {one.key: one.number for one in pages.clauses_of(draft)} if draft else {}
    found = [
        Used(
            clause,
            since[clause.key],
            times.get(clause.key, 0),
            rates.get(clause.key, Rate(clause.key, 0, 0, 0)),
            numbers.get(clause.key, 0),
        )
        for clause in pages.clauses_of(present)
    ]
    return sorted(found, key=lambda one: not one.is_due)


def _times() -> Mapping[str, int]:
    """Decisions within a year by clause; what was decided by hand counts too, each once."""
    since = clock.now() - YEAR
    on_texts = (
        select(Ruling.clause_key, func.count())
        .where(Ruling.carried_out_at >= since)
        .group_by(Ruling.clause_key)
    )
    by_hand = (
        select(Sanction.clause_key, func.count())
        .where(Sanction.starts_at >= since, Sanction.ruling_id.is_(None))
        .group_by(Sanction.clause_key)
    )
    found: dict[str, int] = {}
    for query in (on_texts, by_hand):
        for key, count in db.session.execute(query):
            found[key] = found.get(key, 0) + count
    return found


def _since() -> Mapping[str, datetime]:
    """When each clause was first published."""
    query = (
        select(Clause.key, func.min(Guidelines.published_at))
        .join(Guidelines, Guidelines.id == Clause.guidelines_id)
        .where(Guidelines.published_at.is_not(None))
        .group_by(Clause.key)
    )
    return {key: at for key, at in db.session.execute(query) if at is not None}
