"""Reading appeals: the one against a decision, those that were decided, and how often they win."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, select

from forum.accounts import queries as accounts
from forum.accounts.models import MergedMember, User
from forum.appeals.models import Appeal, AppealOutcome
from forum.appeals.policy import Against
from forum.kernel.db import db
from forum.kernel.policy import NotFound
from forum.moderation import queries as moderation
from forum.moderation.kinds import NO_FACTS, Facts
from forum.moderation.models import Outcome, Reviewable, Ruling
from forum.sanctions import queries as sanctions
from forum.sanctions.models import Sanction
from forum.sanctions.queries import Entry

KIND = "appeal"
# From so many decided appeals on a share says something; above this it is alarming.
ENOUGH, ALARMING = 10, 0.2
MOST_SHOWN = 50
AT_ONCE = 200
# Decisions that took nothing from anybody.
HARMLESS = (Outcome.KEEP, Outcome.APPROVE)


@dataclass(frozen=True)
class Item:
    """An appeal with all that whoever decides on it has to see."""

    appeal: Appeal
    user: User
    ruling: Ruling | None
    sanction: Entry | None

    @property
    def id(self) -> int:
        """The number of the appeal."""
        return self.appeal.id

    @property
    def against(self) -> Against:
        """The decision it is about."""
        return against_of(self.ruling, self.sanction.sanction if self.sanction else None)


@dataclass(frozen=True)
class Rate:
    """How many appeals were decided, and how many of them overturned the decision."""

    key: str
    decided: int
    overturned: int
    reduced: int

    @property
    def share(self) -> float:
        """The part that was overturned, from 0 to 1."""
        return self.overturned / self.decided if self.decided else 0.0

    @property
    def is_alarming(self) -> bool:
        """Whether enough were decided, and too many overturned."""
        return self.decided >= ENOUGH and self.share > ALARMING


def appeal_by_id(appeal_id: int) -> Appeal:
    """The appeal as its row is now. Raises NotFound."""
    found = db.session.get(Appeal, appeal_id, populate_existing=True)
    if found is None:
        raise NotFound
    return found


def appeal_against(ruling_id: int | None, sanction_id: int | None) -> Appeal | None:
    """The appeal against a decision, if one was made."""
    query = select(Appeal)
    if ruling_id is not None:
        query = query.where(Appeal.ruling_id == ruling_id)
    else:
        query = query.where(Appeal.sanction_id == sanction_id)
    return db.session.scalar(query)


def appeals_against_rulings(ids: Collection[int]) -> Mapping[int, Appeal]:
    """The appeal against each of these rulings, by ruling."""
    found = db.session.scalars(select(Appeal).where(Appeal.ruling_id.in_(ids))).all() if ids else ()
    return {one.ruling_id: one for one in found if one.ruling_id is not None}


def appeals_against_sanctions(rows: Sequence[Sanction]) -> Mapping[int, Appeal]:
    """The appeal against each of these sanctions or the rulings they are part of, by sanction."""
    query = select(Appeal).where(
        Appeal.sanction_id.in_([one.id for one in rows])
        | Appeal.ruling_id.in_([one.ruling_id for one in rows if one.ruling_id])
    )
    found = db.session.scalars(query).all()
    by_ruling = {one.ruling_id: one for one in found if one.ruling_id}
    by_sanction = {one.sanction_id: one for one in found if one.sanction_id}
    both = {one.id: by_sanction.get(one.id) or by_ruling.get(one.ruling_id or 0) for one in rows}
    return {sanction_id: one for sanction_id, one in both.items() if one is not None}


def decision(ruling_id: int | None, sanction_id: int | None) -> tuple[Ruling | None, Entry | None]:
    """What an appeal is about: the ruling with its sanction, or the sanction. Raises NotFound."""
    ruling = moderation.ruling_by_id(ruling_id) if ruling_id else None
    wanted = ruling.sanction_id if ruling else sanction_id
    sanction = sanctions.entry_of(sanctions.sanction_by_id(wanted)) if wanted else None
    return ruling, sanction


def against_of(ruling: Ruling | None, sanction: Sanction | None) -> Against:
    """What policies ask about a decision."""
    if ruling is not None:
        people = frozenset(filter(None, (ruling.decided_by_id, ruling.seconded_by_id)))
        may = ruling.target_kind != KIND and ruling.outcome not in HARMLESS
        at = ruling.carried_out_at or ruling.made_at
        return Against(ruling.about_id, people, at, ruling.holds, may)
    if sanction is None:
        raise NotFound
    people = frozenset(filter(None, (sanction.given_by_id, sanction.seconded_by_id)))
    stands = not sanction.is_lifted and not sanction.is_proposed
    return Against(sanction.user_id, people, sanction.starts_at, stands, True)


def items(ids: Collection[int]) -> Mapping[int, Item]:
    """The appeals with these ids, with all that belongs to them."""
    found = db.session.scalars(select(Appeal).where(Appeal.id.in_(ids))).all()
    people = accounts.members_by_ids({one.user_id for one in found})
    rulings = _rulings({one.ruling_id for one in found if one.ruling_id})
    wanted = {one.id: _sanction_id(one, rulings) for one in found}
    entries = sanctions.entries_by_ids({one for one in wanted.values() if one})
    return {
        one.id: Item(
            one,
            people[one.user_id],
            rulings.get(one.ruling_id or 0),
            entries.get(wanted[one.id] or 0),
        )
        for one in found
    }


def item(appeal_id: int) -> Item:
    """One of them. Raises NotFound."""
    found = items([appeal_id]).get(appeal_id)
    if found is None:
        raise NotFound
    return found


def open_items() -> Sequence[Item]:
    """Appeals that wait, the longest waiting first."""
    query = select(Appeal.id).where(Appeal.decided_at.is_(None)).order_by(Appeal.id)
    ids = db.session.scalars(query.limit(MOST_SHOWN)).all()
    found = items(ids)
    return [found[one] for one in ids]


def facts_about(found: Item) -> Facts:
    """The thing that the decision was about, as far as it is there."""
    if found.ruling is None:
        return NO_FACTS
    return moderation.facts_of(found.ruling.target_kind, found.ruling.target_id)


def not_undone() -> Iterator[tuple[int, str]]:
    """Appeals that overturned something which is not wholly undone, and what is left of it."""
    ids = db.session.scalars(
        select(Appeal.id).where(Appeal.outcome == AppealOutcome.OVERTURNED).order_by(Appeal.id)
    ).all()
    for start in range(0, len(ids), AT_ONCE):
        for one in items(ids[start : start + AT_ONCE]).values():
            if one.ruling is not None and one.ruling.overturned_at is None:
                yield one.id, f"ruling {one.ruling.id} still holds"
            if one.sanction is not None and not one.sanction.sanction.is_lifted:
                yield one.id, f"sanction {one.sanction.sanction.id} still stands"


def decided_by_the_same() -> Iterator[int]:
    """Appeals decided by who had decided before; accounts merged since may be one by now."""
    merged = set(db.session.scalars(select(MergedMember.into_id)))
    ids = db.session.scalars(
        select(Appeal.id).where(Appeal.outcome.is_not(None)).order_by(Appeal.id)
    ).all()
    for start in range(0, len(ids), AT_ONCE):
        for one in items(ids[start : start + AT_ONCE]).values():
            by = one.appeal.decided_by_id
            if by in one.against.by_ids and by not in merged:
                yield one.id


def without_case() -> Sequence[int]:
    """Appeals that wait without a case that waits."""
    waits = select(Reviewable.target_id).where(
        Reviewable.target_kind == KIND, Reviewable.decided_at.is_(None)
    )
    held = select(Ruling.target_id).where(
        Ruling.target_kind == KIND, Ruling.carried_out_at.is_(None), Ruling.undone_at.is_(None)
    )
    query = select(Appeal.id).where(
        Appeal.decided_at.is_(None), Appeal.id.not_in(waits), Appeal.id.not_in(held)
    )
    return db.session.scalars(query.order_by(Appeal.id)).all()


def rates_by_clause() -> Sequence[Rate]:
    """How often decisions by each clause were overturned, the most often appealed first."""
    return _rates(Appeal.clause_key)


def rates_by_decider() -> Sequence[tuple[User | None, Rate]]:
    """How often decisions of each person were overturned."""
    found = _rates(Appeal.against_by_id)
    people = accounts.members_by_ids({int(one.key) for one in found if one.key})
    return [(people.get(int(one.key or 0)), one) for one in found]


def _rates(column: object) -> Sequence[Rate]:
    overturned = func.sum(case((Appeal.outcome == AppealOutcome.OVERTURNED, 1), else_=0))
    reduced = func.sum(case((Appeal.outcome == AppealOutcome.REDUCED, 1), else_=0))
    query = (
        select(column, func.count(Appeal.id), overturned, reduced)  # type: ignore[call-overload]
        .where(Appeal.outcome.is_not(None))
        .group_by(column)
        .order_by(func.count(Appeal.id).desc(), column)
    )
    rows = db.session.execute(query)
    return [Rate(str(row[0] or ""), row[1], row[2], row[3]) for row in rows]


def _rulings(ids: Collection[int]) -> Mapping[int, Ruling]:
    found = db.session.scalars(select(Ruling).where(Ruling.id.in_(ids))) if ids else ()
    return {one.id: one for one in found}


def _sanction_id(appeal: Appeal, rulings: Mapping[int, Ruling]) -> int | None:
    ruling = rulings.get(appeal.ruling_id or 0)
    return ruling.sanction_id if ruling else appeal.sanction_id
