"""Reading what staff did."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.audit import seals
from forum.audit.models import AuditEntry
from forum.kernel.db import db
from forum.kernel.paging import PAGE_SIZE, Cursor, Page


@dataclass(frozen=True)
class Line:
    """An entry with the person who did it; nobody when the command line did."""

    entry: AuditEntry
    actor: User | None


def last_seal() -> str:
    """The seal of the latest entry."""
    query = select(AuditEntry.seal).order_by(AuditEntry.id.desc()).limit(1)
    return db.session.scalar(query) or seals.FIRST


def lines(*, verb: str = "", actor_id: int = 0, after: Cursor | None = None) -> Page[Line]:
    """Entries, the latest first; those whose verb begins so, and those of one person."""
    query = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(PAGE_SIZE + 1)
    if verb:
        query = query.where(AuditEntry.verb.startswith(verb, autoescape=True))
    if actor_id:
        query = query.where(AuditEntry.actor_id == actor_id)
    if after is not None:
        query = query.where(AuditEntry.id < after.id)
    found = db.session.scalars(query).all()
    shown = found[:PAGE_SIZE]
    people = accounts.members_by_ids({entry.actor_id for entry in shown if entry.actor_id})
    rows = [Line(entry, people.get(entry.actor_id or 0)) for entry in shown]
    more = len(found) > PAGE_SIZE
    return Page(rows, Cursor(0, shown[-1].id).encode() if more else None)


def broken_seals() -> Iterator[int]:
    """Ids of entries whose seal is not the one they must bear."""
    before = seals.FIRST
    query = select(AuditEntry).order_by(AuditEntry.id).execution_options(yield_per=1000)
    for entry in db.session.scalars(query):
        if entry.seal != seals.seal(entry, before):
            yield entry.id
        before = entry.seal
