"""Reading what was decided, and why."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, exists, select

from forum.accounts import queries as accounts
from forum.accounts.models import User, Viewer
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import NotFound
from forum.moderation import policy
from forum.moderation.kinds import NO_FACTS, Facts, kind_named
from forum.moderation.models import Flag, Outcome, Reviewable, Ruling
from forum.moderation.queries.cases import facts_of
from forum.pages import queries as pages
from forum.pages.models import Clause, Guidelines
from forum.sanctions import queries as sanctions
from forum.sanctions.models import Sanction

# What may become of something that waited before anybody read it.
WAITED = (Outcome.APPROVE, Outcome.DECLINE)
MOST_TOLD = 100


@dataclass(frozen=True)
class Statement:
    """A ruling as the member reads it: with the thing, and what was done to them."""

    ruling: Ruling
    facts: Facts
    sanction: Sanction | None


def ruling_by_id(ruling_id: int) -> Ruling:
    """The ruling. Raises NotFound."""
    found = db.session.get(Ruling, ruling_id)
    if found is None:
        raise NotFound
    return found


def held_ruling(ruling_id: int) -> Ruling:
    """The ruling as its row is now; nobody else changes it before the end. Raises NotFound."""
    query = select(Ruling).where(Ruling.id == ruling_id).with_for_update()
    found = db.session.scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise NotFound
    return found


def not_yet_out(about_id: int) -> Select[int]:
    """Decisions about a member that were neither carried out nor taken back, by their numbers."""
    waits = (Ruling.carried_out_at.is_(None), Ruling.undone_at.is_(None))
    return select(Ruling.id).where(Ruling.about_id == about_id, *waits).order_by(Ruling.id)


def is_held_by_another(ruling: Ruling) -> bool:
    """Whether a newer decision did the same to the same thing, and stands."""
    newer = exists().where(
        Ruling.target_kind == ruling.target_kind,
        Ruling.target_id == ruling.target_id,
        Ruling.outcome == ruling.outcome,
        Ruling.id > ruling.id,
        Ruling.carried_out_at.is_not(None),
        Ruling.overturned_at.is_(None),
    )
    return db.session.scalar(select(newer)) is True


def statement_for(viewer: Viewer, ruling_id: int) -> Statement:
    """What was decided, for whom it is about, and for staff. Raises NotFound."""
    ruling = ruling_by_id(ruling_id)
    if not policy.can_read_statement(viewer, ruling):
        raise NotFound
    sanction = sanctions.sanction_by_id(ruling.sanction_id) if ruling.sanction_id else None
    facts = facts_of(ruling.target_kind, ruling.target_id) if ruling.holds else NO_FACTS
    return Statement(ruling, facts, sanction)


def proposal_of(case_id: int) -> Ruling | None:
    """What waits in this case for a second person."""
    query = select(Ruling).where(
        Ruling.case_id == case_id,
        Ruling.needs_second.is_(True),
        Ruling.seconded_at.is_(None),
        Ruling.undone_at.is_(None),
    )
    return db.session.scalar(query.order_by(Ruling.id.desc()))


def rulings_on(kind: str, target_ids: Collection[int]) -> Mapping[int, Ruling]:
    """The newest ruling that holds on each of these things."""
    if not target_ids:
        return {}
    query = select(Ruling).where(
        Ruling.target_kind == kind,
        Ruling.target_id.in_(target_ids),
        Ruling.carried_out_at.is_not(None),
        Ruling.overturned_at.is_(None),
    )
    return {one.target_id: one for one in db.session.scalars(query.order_by(Ruling.id))}


def of_case(case_id: int) -> Ruling | None:
    """What was decided in the case, unless it was undone."""
    query = select(Ruling).where(Ruling.case_id == case_id, Ruling.undone_at.is_(None))
    return db.session.scalar(query.order_by(Ruling.id.desc()))


def is_about_something_flagged(case_id: int) -> bool:
    """Whether the case was about something that could be read, and not about what waited."""
    ruling = of_case(case_id)
    return ruling is not None and ruling.outcome not in WAITED


def rulings_about(user_id: int) -> Sequence[Ruling]:
    """What was decided on texts of a member and carried out, the latest first; some of it."""
    kept = (Outcome.KEEP, Outcome.NOTHING, *WAITED)
    about = (Ruling.about_id == user_id, Ruling.carried_out_at.is_not(None))
    query = select(Ruling).where(*about, Ruling.outcome.not_in(kept))
    newest = Ruling.carried_out_at.desc(), Ruling.id.desc()
    return db.session.scalars(query.order_by(*newest).limit(MOST_TOLD)).all()


def extracts_of(rulings: Sequence[Ruling]) -> Mapping[int, str]:
    """How the texts begin that these rulings were about, by ruling; one step for each kind."""
    kinds = {one.target_kind for one in rulings}
    found: dict[tuple[str, int], str] = {}
    for name in kinds:
        kind = kind_named(name)
        ids = [one.target_id for one in rulings if one.target_kind == name]
        facts = kind.facts(list(kind.load(ids).values())) if kind else {}
        found |= {(name, target_id): one.extract for target_id, one in facts.items()}
    there = {one.id: found.get((one.target_kind, one.target_id), "") for one in rulings}
    return {ruling_id: extract for ruling_id, extract in there.items() if extract}


def is_told_as_ruling(ruling_id: int) -> bool:
    """Whether the member is told of a decision of its own: of what waited they are told otherwise,
    and of what stays as it was only when it had been hidden."""
    ruling = ruling_by_id(ruling_id)
    if ruling.sanction_id is not None:
        return True
    if ruling.outcome == Outcome.KEEP:
        return bool(ruling.taken_back.get("state") == "hidden")
    return ruling.outcome not in WAITED


def undoable(moderator: Viewer, ruling_ids: Collection[int]) -> Sequence[Ruling]:
    """Those of these rulings that somebody can still take back before anything happens."""
    if not ruling_ids:
        return []
    query = select(Ruling).where(
        Ruling.id.in_(ruling_ids),
        Ruling.carried_out_at.is_(None),
        Ruling.undone_at.is_(None),
        Ruling.goes_out_at > clock.now(),
    )
    found = db.session.scalars(query.order_by(Ruling.id)).all()
    return [one for one in found if policy.can_undo(moderator, one)]


def people_of(ruling: Ruling) -> Mapping[int, User]:
    """Whom a ruling names, by id."""
    ids = {ruling.about_id, ruling.decided_by_id, ruling.seconded_by_id}
    return accounts.members_by_ids({one for one in ids if one})


def flaggers_of(case: Reviewable) -> frozenset[int]:
    """Who has flagged what the case is about, and waits for an answer."""
    query = select(Flag.user_id).where(Flag.case_id == case.id, Flag.settled_at.is_(None))
    return frozenset(db.session.scalars(query))


def clauses_now() -> tuple[Guidelines | None, Sequence[Clause]]:
    """The guidelines that hold, with their clauses."""
    present = pages.current_guidelines()
    return present, pages.clauses_of(present) if present else ()
