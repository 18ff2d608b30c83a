"""Reading what staff did."""

import re
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, func, select, tuple_

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.audit import seals
from forum.audit.models import AuditEntry
from forum.kernel.acts import acts_of
from forum.kernel.db import db
from forum.kernel.paging import PAGE_SIZE, Cursor, Page

AT_ONCE = 500
# Facts of an act that are numbers of things, and of what kind; `into` is of the kind acted on.
FACTS = {
    "channel": "channel",
    "channel_id": "channel",
    "made": "topic",
    "seats": "user",
    "section_id": "section",
    "user_id": "user",
}
# As moments stand among the facts.
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?\+00:00")
# Of the ladder each level holds those who stand on it.
LADDER = "ladder"
SAME_KIND = {"into", "into_id"}
Names: TypeAlias = Mapping[tuple[str, int], str]


@dataclass(frozen=True)
class Wanted:
    """Which entries are asked for; what is left out narrows nothing down."""

    # How the name of the act begins.
    verb: str = ""
    actor_id: int | None = None
    # What was acted on: its kind, and its number.
    kind: str = ""
    target_id: int | None = None
    since: datetime | None = None
    before: datetime | None = None


@dataclass(frozen=True)
class Line:
    """An entry with the person who did it; nobody when the command line did."""

    entry: AuditEntry
    actor: User | None


def last_seal() -> str:
    """The seal of the latest entry."""
    query = select(AuditEntry.seal).order_by(AuditEntry.id.desc()).limit(1)
    return db.session.scalar(query) or seals.FIRST


def lines(wanted: Wanted, after: Cursor | None = None) -> Page[Line]:
    """The entries that are asked for, the latest first."""
    query = select(AuditEntry).where(*_only(wanted)).order_by(AuditEntry.id.desc())
    if after is not None:
        query = query.where(AuditEntry.id < after.id)
    found = db.session.scalars(query.limit(PAGE_SIZE + 1)).all()
    shown = found[:PAGE_SIZE]
    people = accounts.members_by_ids({entry.actor_id for entry in shown if entry.actor_id})
    rows = [Line(entry, people.get(entry.actor_id or 0)) for entry in shown]
    more = len(found) > PAGE_SIZE
    return Page(rows, Cursor(0, shown[-1].id).encode() if more else None)


def latest(verb: str, things: Collection[tuple[str, int]]) -> Mapping[tuple[str, int], Line]:
    """The latest act whose name begins so on each of these things, given as kind and number."""
    of_thing = tuple_(AuditEntry.target_kind, AuditEntry.target_id)
    mine = (AuditEntry.verb.startswith(verb, autoescape=True), of_thing.in_(list(things)))
    newest = select(func.max(AuditEntry.id)).where(*mine).group_by(*of_thing.clauses)
    found = db.session.scalars(select(AuditEntry).where(AuditEntry.id.in_(newest))).all()
    people = accounts.members_by_ids({entry.actor_id for entry in found if entry.actor_id})
    return {
        (entry.target_kind, entry.target_id): Line(entry, people.get(entry.actor_id or 0))
        for entry in found
    }


def moment_in(value: object) -> datetime | None:
    """The moment that a fact says, when it is one: facts are kept as JSON, which knows none."""
    if not isinstance(value, str) or not MOMENT.fullmatch(value):
        return None
    return datetime.fromisoformat(value)


def kind_of_fact(entry: AuditEntry, key: str) -> str:
    """Of what kind the thing is whose number this fact holds; empty when it holds none."""
    if entry.target_kind == LADDER and key.isdecimal():
        return "user"
    own = acts_of(entry.verb).refers.get(key, "")
    return own or (entry.target_kind if key in SAME_KIND else FACTS.get(key, ""))


def numbers_in(entries: Sequence[AuditEntry], kind: str) -> set[int]:
    """The numbers of all things of this kind that the acts were about."""
    found = {entry.target_id for entry in entries if entry.target_kind == kind}
    for entry in entries:
        for key, value in (*entry.before.items(), *entry.after.items()):
            if kind_of_fact(entry, key) == kind:
                found.update(one for one in _several(value) if type(one) is int)
    return found - {0}


def _several(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else [value]


def members_in(entries: Sequence[AuditEntry]) -> Names:
    """What the members are called whom the acts were about."""
    numbers = {kind: numbers_in(entries, kind) for kind in ("user", "member")}
    found = accounts.members_by_ids(set().union(*numbers.values()))
    return {
        (kind, number): found[number].display_name
        for kind, some in numbers.items()
        for number in some & found.keys()
    }


def is_noted(wanted: Wanted) -> bool:
    """Whether there is any such entry."""
    return db.session.scalar(select(AuditEntry.id).where(*_only(wanted)).limit(1)) is not None


def verbs() -> Sequence[str]:
    """The names of all acts that were ever noted."""
    return db.session.scalars(select(AuditEntry.verb).distinct().order_by(AuditEntry.verb)).all()


def next_number() -> int:
    """The number of the next entry; asked for by whoever has the turn, and nobody beside them."""
    if db.session.get_bind().dialect.name == "postgresql":
        sequence = func.pg_get_serial_sequence("audit_entries", "id")
        return int(db.session.execute(select(func.nextval(sequence))).scalar_one())
    return (db.session.scalar(select(func.max(AuditEntry.id))) or 0) + 1


def head() -> tuple[int, str]:
    """The number of the latest entry and its seal: who keeps them elsewhere, sees a shorter log."""
    query = select(AuditEntry.id, AuditEntry.seal).order_by(AuditEntry.id.desc()).limit(1)
    row = db.session.execute(query).first()
    return (row.id, row.seal) if row else (0, seals.FIRST)


def is_part(entry_id: int, seal: str) -> bool:
    """Whether the log holds an entry of this number with this seal."""
    query = select(AuditEntry.id).where(AuditEntry.id == entry_id, AuditEntry.seal == seal)
    return (entry_id, seal) == (0, seals.FIRST) or db.session.scalar(query) is not None


def broken_seals() -> Iterator[int]:
    """Ids of entries whose seal is not the one they must bear, or that cannot even be read.

    Where the entry before is damaged itself, its seal may be the one that it bears, or the one
    that what it says asks for: so that one damaged entry is told of, and not the next one too.
    """
    before = {seals.FIRST}
    ids = select(AuditEntry.id).order_by(AuditEntry.id)
    known = db.session.scalars(ids).all()
    with _readable_though_damaged():
        for start in range(0, len(known), AT_ONCE):
            for entry_id, entry in _read(known[start : start + AT_ONCE]):
                fitting = {seals.fitting(entry, one) for one in before} if entry else set()
                stands = entry.seal if entry else _seal_of(entry_id)
                if stands not in fitting:
                    yield entry_id
                    newer = {seals.seal(entry, one) for one in before} if entry else set()
                    before = {stands, *fitting, *newer}
                else:
                    before = {stands}


@contextmanager
def _readable_though_damaged() -> Iterator[None]:
    """Let SQLite read bytes that are no letters as well, as signs that stand for such."""
    line: Any = db.session.connection().connection.dbapi_connection
    if not isinstance(line, sqlite3.Connection):
        yield
        return
    usual = line.text_factory
    line.text_factory = lambda found: found.decode(errors="replace")
    try:
        yield
    finally:
        line.text_factory = usual


def _only(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if wanted.verb:
        yield AuditEntry.verb.startswith(wanted.verb, autoescape=True)
    if wanted.actor_id is not None:
        yield AuditEntry.actor_id == wanted.actor_id
    if wanted.kind:
        yield AuditEntry.target_kind == wanted.kind
    if wanted.target_id is not None:
        yield AuditEntry.target_id == wanted.target_id
    if wanted.since:
        yield AuditEntry.at >= wanted.since
    if wanted.before:
        yield AuditEntry.at < wanted.before


def _read(ids: Sequence[int]) -> Iterator[tuple[int, AuditEntry | None]]:
    """The entries of these ids; None for one in which something stands that no entry can hold."""
    query = select(AuditEntry).where(AuditEntry.id.between(ids[0], ids[-1]))
    try:
        found = {entry.id: entry for entry in db.session.scalars(query)}
    except ValueError:
        # One of them is damaged: they are read one by one to find out which.
        found = {entry_id: entry for entry_id in ids if (entry := _read_one(entry_id))}
    yield from ((entry_id, found.get(entry_id)) for entry_id in ids)


def _read_one(entry_id: int) -> AuditEntry | None:
    try:
        return db.session.get(AuditEntry, entry_id)
    except ValueError:
        return None


def _seal_of(entry_id: int) -> str:
    query = select(AuditEntry.seal).where(AuditEntry.id == entry_id)
    return db.session.scalar(query) or seals.FIRST
