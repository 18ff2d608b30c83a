"""Reading letters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.orm import defer

from forum.jobs.models import Job
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.paging import PAGE_SIZE, Cursor, Page
from forum.kernel.policy import NotFound
from forum.mail.models import Letter, RefusedAddress

SEND = "mail.send"
# Stopped addresses that are listed; a part of the address finds the others.
MOST_STOPPED = 100


class Fate(StrEnum):
    """What became of a letter."""

    FAILED = "failed"
    WAITING = "waiting"
    SENT = "sent"


@dataclass(frozen=True)
class Post:
    """A letter with the job that sends it, as long as that is known."""

    letter: Letter
    job: Job | None

    @property
    def fate(self) -> Fate:
        """What became of it."""
        if self.letter.sent_at is not None:
            return Fate.SENT
        given_up = self.job is not None and self.job.dead_at is not None
        return Fate.FAILED if given_up or self.letter.failed_at is not None else Fate.WAITING

    @property
    def can_be_tried(self) -> bool:
        """Whether it still has its words, and a try failed."""
        return not self.letter.is_settled and self.letter.error is not None


@dataclass(frozen=True)
class Health:
    """Whether letters go out: when the last one did, and how many cannot."""

    last_sent: datetime | None
    # Refused for good within a day, and tried in vain so far.
    failed: int
    stuck: int

    @property
    def is_good(self) -> bool:
        """Whether nobody needs to look."""
        return not self.stuck


def letter(letter_id: int) -> Letter | None:
    """The letter with this id."""
    return db.session.get(Letter, letter_id)


def is_stopped(address: str) -> bool:
    """Whether mail servers have refused the address so often that nothing more is tried there."""
    query = select(RefusedAddress.stopped_at).where(RefusedAddress.address == address)
    return db.session.scalar(query) is not None


def stopped(*, like: str = "") -> Sequence[RefusedAddress]:
    """Stopped addresses that hold these letters, the latest first: the first hundred, and one."""
    query = select(RefusedAddress).where(RefusedAddress.stopped_at.is_not(None))
    if like.strip():
        query = query.where(RefusedAddress.address.contains(_part(like), autoescape=True))
    query = query.order_by(RefusedAddress.stopped_at.desc(), RefusedAddress.address)
    return db.session.scalars(query.limit(MOST_STOPPED + 1)).all()


def count_stopped() -> int:
    """How many addresses are stopped."""
    which = RefusedAddress.stopped_at.is_not(None)
    return db.session.scalar(select(func.count()).where(which)) or 0


def unsent() -> Mapping[str, int]:
    """How many letters wait to be sent, and how many could not be."""
    waiting = case((Letter.failed_at.is_(None), 1))
    query = select(func.count(waiting), func.count(Letter.failed_at))
    row = db.session.execute(query.where(Letter.sent_at.is_(None))).one()
    return {"waiting": row[0], "failed": row[1]}


def forgotten() -> Sequence[int]:
    """Letters that are neither sent nor failed and that no job will send."""
    owed = exists().where(_sends(), Job.done_at.is_(None))
    query = select(Letter.id).where(Letter.sent_at.is_(None), Letter.failed_at.is_(None), ~owed)
    return db.session.scalars(query.order_by(Letter.id)).all()


def letter_by_id(letter_id: int) -> Letter:
    """The letter with this id. Raises NotFound."""
    found = letter(letter_id)
    if found is None:
        raise NotFound
    return found


def letters(fate: Fate | None = None, *, to: str = "", after: Cursor | None = None) -> Page[Post]:
    """Letters, the latest first: all of them, or those of one fate; to addresses that hold this.

    Their words are not even read: they may hold secret links.
    """
    query = select(Letter, Job).outerjoin(Job, _sends()).options(defer(Letter.text))
    query = query.options(defer(Letter.html)).order_by(Letter.id.desc())
    if fate is not None:
        query = query.where(_is(fate))
    if to.strip():
        query = query.where(Letter.to_address.contains(_part(to), autoescape=True))
    if after is not None:
        query = query.where(Letter.id < after.id)
    # The typing of an outer join does not say that the right side may be missing.
    found: Sequence[Any] = db.session.execute(query.limit(PAGE_SIZE + 1)).all()
    posts = [Post(row[0], row[1]) for row in found[:PAGE_SIZE]]
    more = len(found) > PAGE_SIZE
    return Page(posts, Cursor(0, posts[-1].letter.id).encode() if more else None)


def health() -> Health:
    """Whether letters go out."""
    day = clock.now() - timedelta(days=1)
    sent, failed = db.session.execute(
        select(
            select(func.max(Letter.sent_at)).scalar_subquery(),
            select(func.count(Letter.id)).where(Letter.failed_at > day).scalar_subquery(),
        )
    ).one()
    in_vain = Letter.sent_at.is_(None) & Letter.failed_at.is_(None) & Letter.error.is_not(None)
    stuck = db.session.scalar(select(func.count(Letter.id)).where(in_vain)) or 0
    return Health(last_sent=sent, failed=failed, stuck=stuck)


def _part(typed: str) -> str:
    """A part of an address as addresses are stored."""
    return typed.strip().casefold().replace("\x00", "\ufffd")


def _sends() -> ColumnElement[bool]:
    return and_(Job.kind == SEND, Job.key == Letter.message_id)


def _is(fate: Fate) -> ColumnElement[bool]:
    is_open = Letter.sent_at.is_(None) & Letter.failed_at.is_(None)
    return {
        Fate.WAITING: is_open & Job.dead_at.is_(None),
        Fate.SENT: Letter.sent_at.is_not(None),
        Fate.FAILED: or_(Letter.failed_at.is_not(None), is_open & Job.dead_at.is_not(None)),
    }[fate]
