"""Reading decisions about like facts that ended differently, and what was said about them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from sqlalchemy import Row, func, select
from sqlalchemy.orm import joinedload

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.appeals import queries as appeals
from forum.appeals.queries import KIND as APPEAL
from forum.appeals.queries import Rate
from forum.governance.alike import (
    BEFORE,
    CLEAN,
    Agreement,
    Decision,
    Likeness,
    Side,
    agreements,
    grouped,
    sides,
)
from forum.governance.models import ConsistencyTalk
from forum.kernel import clock
from forum.kernel.db import db
from forum.moderation.kinds import NO_FACTS, Facts, kind_named
from forum.moderation.models import Reviewable, Ruling
from forum.sanctions.models import Sanction

WINDOW = timedelta(days=90)
# The newest so many decisions are compared, and so many groups shown, so that looking ends.
MOST_COMPARED, MOST_SHOWN = 2_000, 30
EXAMPLES = 4
Found: TypeAlias = Row[*tuple[Any, ...]]


@dataclass(frozen=True)
class Differing:
    """Decisions that were alike and ended differently, and what the team said of them."""

    likeness: Likeness
    clause: str
    sides: Sequence[Side]
    up_to_id: int
    talk: ConsistencyTalk | None

    @property
    def is_talked_about(self) -> bool:
        """Whether nothing was decided since the team talked about it."""
        return self.talk is not None and self.talk.up_to_id >= self.up_to_id

    @property
    def count(self) -> int:
        """How many decisions are compared."""
        return sum(len(side.decisions) for side in self.sides)


@dataclass(frozen=True)
class Decider:
    """Somebody who decides: agreement with others, and what became of appeals against them."""

    person: User
    agreement: Agreement
    appeals: Rate


def differing() -> Sequence[Differing]:
    """Groups of like decisions with different ends; those not talked about first."""
    talks = _talks()
    found = []
    for likeness, decisions in grouped(_decisions()).items():
        ends = sides(decisions)
        if len(ends) > 1:
            newest = max(one.ruling_id for one in decisions)
            title = next((one.clause_title for one in decisions if one.clause_title), "")
            found.append(Differing(likeness, title, ends, newest, talks.get(likeness)))
    return sorted(found, key=lambda one: (one.is_talked_about, -one.count))


def newest_of(likeness: Likeness) -> int | None:
    """The newest decision of a group that differs; None where there is no such group."""
    return next((one.up_to_id for one in differing() if one.likeness == likeness), None)


def facts_about(groups: Sequence[Differing]) -> Mapping[int, Facts]:
    """What the newest decisions of these groups are about, by ruling; a few queries a kind."""
    shown = [one for group in groups for side in group.sides for one in side.decisions[:EXAMPLES]]
    by_kind: dict[str, set[int]] = {}
    for one in shown:
        by_kind.setdefault(one.likeness.target_kind, set()).add(one.target_id)
    known = {kind: _facts(kind, ids) for kind, ids in by_kind.items()}
    return {
        one.ruling_id: known[one.likeness.target_kind].get(one.target_id, NO_FACTS) for one in shown
    }


def deciders() -> Sequence[Decider]:
    """Everybody who decided lately or was appealed against, by name."""
    agreed = agreements(grouped(_decisions()).values())
    rates = {person.id: rate for person, rate in appeals.rates_by_decider() if person is not None}
    people = accounts.members_by_ids({*agreed, *rates})
    found = [
        Decider(
            person,
            agreed.get(user_id, Agreement(0, 0)),
            rates.get(user_id, Rate(str(user_id), 0, 0, 0)),
        )
        for user_id, person in people.items()
    ]
    return sorted(found, key=lambda one: one.person.display_name.casefold())


def _decisions() -> Iterator[Decision]:
    """What was decided lately and holds, by its clause, or by that of its flags."""
    query = (
        select(
            *(Ruling.id, Ruling.target_kind, Ruling.target_id, Ruling.about_id, Ruling.outcome),
            *(Ruling.clause_key, Ruling.clause_number, Ruling.clause_title, Ruling.wishes),
            *(Ruling.decided_by_id, Ruling.made_at),
            Reviewable.clause_key.label("flagged_by"),
        )
        .join(Reviewable, Reviewable.id == Ruling.case_id)
        .where(
            Ruling.carried_out_at >= clock.now() - WINDOW,
            Ruling.overturned_at.is_(None),
            Ruling.target_kind != APPEAL,
            func.coalesce(func.nullif(Ruling.clause_key, ""), Reviewable.clause_key) != "",
        )
        .order_by(Ruling.id.desc())
        .limit(MOST_COMPARED)
    )
    rows = db.session.execute(query).all()
    records = _records({row.about_id for row in rows})
    for row in rows:
        yield _decision(row, records.get(row.about_id, ()))


def _decision(row: Found, record: Sequence[Sanction]) -> Decision:
    counted = any(_counted(one, row.made_at, row.id) for one in record)
    key = row.clause_key or row.flagged_by
    wish = row.wishes.get("sanction") or {}
    return Decision(
        row.id,
        Likeness(key, row.target_kind, BEFORE if counted else CLEAN),
        str(row.outcome),
        str(wish.get("kind", "")),
        row.target_id,
        row.decided_by_id,
        f"{row.clause_number}. {row.clause_title}" if row.clause_key else "",
        row.made_at,
    )


def _counted(one: Sanction, at: datetime, ruling_id: int) -> bool:
    """Whether it counted against the member when that was decided, and was not part of it."""
    if one.ruling_id == ruling_id or one.weighs_until is None:
        return False
    was_lifted = one.lifted_at is not None and one.lifted_at <= at
    return one.starts_at < at < one.weighs_until and not was_lifted


def _records(user_ids: Collection[int]) -> Mapping[int, Sequence[Sanction]]:
    found: dict[int, list[Sanction]] = {}
    query = select(Sanction).where(Sanction.user_id.in_(user_ids), Sanction.weight > 0)
    carried = Sanction.proposed_at.is_(None) | Sanction.seconded_by_id.is_not(None)
    for one in db.session.scalars(query.where(carried)):
        found.setdefault(one.user_id, []).append(one)
    return found


def _talks() -> Mapping[Likeness, ConsistencyTalk]:
    """The last talk about each group."""
    query = select(ConsistencyTalk).where(ConsistencyTalk.talked_at >= clock.now() - 2 * WINDOW)
    query = query.options(joinedload(ConsistencyTalk.talked_by)).order_by(ConsistencyTalk.id)
    return {
        Likeness(one.clause_key, one.target_kind, one.record): one
        for one in db.session.scalars(query)
    }


def _facts(name: str, ids: Collection[int]) -> Mapping[int, Facts]:
    kind = kind_named(name)
    if kind is None or not kind.has_facts:
        return {}
    return kind.facts(list(kind.load(ids).values()))
