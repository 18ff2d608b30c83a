"""Finding sanctions and notes: of one member, of all, and those that wait for a second person."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.kernel.db import db
from forum.kernel.paging import PAGE_SIZE, Cursor, Page, cursor_at
from forum.kernel.policy import NotFound, Verdict, deny
from forum.sanctions import policy
from forum.sanctions.models import MemberNote, Sanction, SanctionKind
from forum.sanctions.queries.clauses import Named, clauses_named

NOTES_SHOWN = 50
MOST_SHOWN = 100


@dataclass(frozen=True)
class Entry:
    """A sanction with what belongs to it: whom it is about, who decided, the clause."""

    sanction: Sanction
    user: User | None
    given_by: User | None
    seconded_by: User | None
    lifted_by: User | None
    clause: Named | None


@dataclass(frozen=True)
class Noted:
    """A note with who wrote it."""

    note: MemberNote
    author: User | None


@dataclass(frozen=True)
class Ways:
    """What somebody may do with a sanction."""

    lift: Verdict
    second: Verdict


def sanction_by_id(sanction_id: int) -> Sanction:
    """The sanction. Raises NotFound."""
    found = db.session.get(Sanction, sanction_id)
    if found is None:
        raise NotFound
    return found


def held_sanction(sanction_id: int) -> Sanction:
    """The sanction as its row is now. Raises NotFound."""
    found = db.session.get(Sanction, sanction_id, populate_existing=True)
    if found is None:
        raise NotFound
    return found


def sanction_of(user_id: int, sanction_id: int) -> Entry:
    """One of a member's own, once it holds or has held. Raises NotFound."""
    query = select(Sanction).where(
        Sanction.id == sanction_id, Sanction.user_id == user_id, _was_carried_out()
    )
    found = _entries(db.session.scalars(query).all())
    if not found:
        raise NotFound
    return found[0]


def entry_of(sanction: Sanction) -> Entry:
    """The sanction with what belongs to it."""
    return _entries([sanction])[0]


def entries_by_ids(ids: Collection[int]) -> Mapping[int, Entry]:
    """These sanctions with what belongs to them, by their ids. Three queries."""
    rows = db.session.scalars(select(Sanction).where(Sanction.id.in_(ids))).all() if ids else []
    return {one.sanction.id: one for one in _entries(rows)}


def ways_of(viewer: User, user: User, entries: Sequence[Entry]) -> Mapping[int, Ways]:
    """What the viewer may do with each of a member's sanctions, by its id."""
    return {one.sanction.id: _ways(viewer, user, one) for one in entries}


def own_warning(user_id: int, sanction_id: int) -> Sanction:
    """One of a member's own warnings. Raises NotFound."""
    found = sanction_of(user_id, sanction_id).sanction
    if found.kind != SanctionKind.WARNING:
        raise NotFound
    return found


def of_ruling(ruling_id: int) -> Sanction | None:
    """The sanction that is part of a decision on a case, if there is one."""
    query = select(Sanction).where(Sanction.ruling_id == ruling_id)
    return db.session.scalar(query.order_by(Sanction.id).limit(1))


def sanctions_of(user: User, *, proposed: bool = False) -> Sequence[Entry]:
    """What was decided about a member, the latest first; proposals only when they are asked for."""
    query = select(Sanction).where(Sanction.user_id == user.id)
    if not proposed:
        query = query.where(_was_carried_out())
    query = query.order_by(Sanction.starts_at.desc(), Sanction.id.desc()).limit(MOST_SHOWN)
    return _entries(db.session.scalars(query).all())


def proposals() -> Sequence[Entry]:
    """Removals that wait for a second person, the longest waiting first."""
    query = select(Sanction).where(_is_waiting()).order_by(Sanction.proposed_at, Sanction.id)
    return _entries(db.session.scalars(query.limit(MOST_SHOWN)).all())


def proposed_count() -> int:
    """How many removals wait for a second person."""
    return db.session.scalar(select(func.count(Sanction.id)).where(_is_waiting())) or 0


def lately(after: Cursor | None = None) -> Page[Entry]:
    """All that was decided about members, the latest first."""
    query = select(Sanction).where(_was_carried_out())
    if after:
        earlier = Sanction.starts_at < after.moment
        same = (Sanction.starts_at == after.moment) & (Sanction.id < after.id)
        query = query.where(or_(earlier, same))
    query = query.order_by(Sanction.starts_at.desc(), Sanction.id.desc()).limit(PAGE_SIZE + 1)
    found = db.session.scalars(query).all()
    shown = found[:PAGE_SIZE]
    last = shown[-1] if len(found) > PAGE_SIZE else None
    return Page(_entries(shown), cursor_at(last.starts_at, last.id).encode() if last else None)


def note_by_id(note_id: int) -> MemberNote:
    """A note that stands. Raises NotFound."""
    found = db.session.get(MemberNote, note_id, populate_existing=True)
    if found is None or found.deleted_at is not None:
        raise NotFound
    return found


def notes_about(user: User) -> Sequence[Noted]:
    """What the team noted about a member, the latest first."""
    query = select(MemberNote).where(MemberNote.user_id == user.id, MemberNote.deleted_at.is_(None))
    notes = db.session.scalars(query.order_by(MemberNote.id.desc()).limit(NOTES_SHOWN)).all()
    people = accounts.members_by_ids({note.author_id for note in notes})
    return [Noted(note, people.get(note.author_id)) for note in notes]


def _entries(rows: Sequence[Sanction]) -> Sequence[Entry]:
    people = accounts.members_by_ids({who for row in rows for who in _people(row) if who})
    clauses = clauses_named(rows)
    return [_entry(row, people, clauses.get(row.id)) for row in rows]


def _ways(viewer: User, user: User, entry: Entry) -> Ways:
    proposer, is_asked = entry.given_by, entry.sanction.is_proposed
    may_second = (
        policy.can_second(viewer, user, entry.sanction, proposer=proposer)
        if proposer is not None and is_asked
        else deny("lifted_already")
    )
    return Ways(policy.can_lift(viewer, user, entry.sanction), may_second)


def _people(row: Sanction) -> Sequence[int | None]:
    return row.user_id, row.given_by_id, row.seconded_by_id, row.lifted_by_id


def _entry(row: Sanction, people: Mapping[int, User], clause: Named | None) -> Entry:
    user, given_by, seconded_by, lifted_by = (people.get(who or 0) for who in _people(row))
    return Entry(row, user, given_by, seconded_by, lifted_by, clause)


def _is_waiting() -> ColumnElement[bool]:
    is_open = Sanction.seconded_by_id.is_(None) & Sanction.lifted_at.is_(None)
    return Sanction.proposed_at.is_not(None) & is_open


def _was_carried_out() -> ColumnElement[bool]:
    return or_(Sanction.proposed_at.is_(None), Sanction.seconded_by_id.is_not(None))
