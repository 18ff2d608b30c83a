"""Finding saved replies, their history, and the share of readers whom they helped."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.orm import joinedload

from forum.kernel.db import db
from forum.kernel.paging import PAGE_SIZE, Cursor, Page, cursor_at
from forum.kernel.policy import NotFound
from forum.replies import policy
from forum.replies.models import SavedReply, SavedReplyUse, SavedReplyVersion, Solved

HIGHEST_ID = 2**31
# Half of an answer of "partly" counts as solved.
HALF = 0.5


class List(StrEnum):
    """Which saved replies are listed."""

    LIVE = "live"
    STALE = "stale"
    ARCHIVED = "archived"


class Order(StrEnum):
    """In which order."""

    USED = "used"
    REVIEWED = "reviewed"


@dataclass(frozen=True)
class Share:
    """How many readers answered, and for how many it was solved; "partly" is half a one."""

    answered: int = 0
    solved: float = 0.0

    @property
    def percent(self) -> int:
        """The share; 0 while nobody answered."""
        return round(100 * self.solved / self.answered) if self.answered else 0


def reply_by_id(reply_id: int) -> SavedReply:
    """The saved reply with its owner. Raises NotFound."""
    if not 0 < reply_id < HIGHEST_ID:
        raise NotFound
    query = select(SavedReply).where(SavedReply.id == reply_id)
    found = db.session.scalar(query.options(joinedload(SavedReply.owner)))
    if found is None:
        raise NotFound
    return found


def reply_called(title: str, languages: Sequence[str]) -> SavedReply | None:
    """A saved reply by its title; of several the one whose language comes first."""
    query = select(SavedReply).where(
        SavedReply.archived_at.is_(None), SavedReply.title == title.strip()
    )
    found = list(db.session.scalars(query.options(joinedload(SavedReply.owner))))
    places = {language: place for place, language in enumerate(languages)}
    return min(found, key=lambda one: places.get(one.language, len(places)), default=None)


def live_replies() -> Sequence[SavedReply]:
    """All that are offered, by title."""
    query = select(SavedReply).where(SavedReply.archived_at.is_(None))
    return db.session.scalars(query.order_by(SavedReply.title, SavedReply.id)).all()


def all_replies() -> Sequence[SavedReply]:
    """All, archived ones too: for choosing one by name, and for checks."""
    return db.session.scalars(select(SavedReply).order_by(SavedReply.id)).all()


def titles_of(ids: Collection[int]) -> Mapping[int, str]:
    """What these are called."""
    query = select(SavedReply.id, SavedReply.title).where(SavedReply.id.in_(ids))
    return {row[0]: row[1] for row in db.session.execute(query)}


def listed(
    which: List, order: Order, *, words: str = "", language: str = "", after: Cursor | None = None
) -> Page[SavedReply]:
    """A page of the list on the team's pages, with owners."""
    query = _which(which).options(joinedload(SavedReply.owner))
    if language:
        query = query.where(SavedReply.language == language)
    for word in words.split()[:8]:
        like = f"%{_plain(word)}%"
        query = query.where(
            or_(SavedReply.title.ilike(like, escape="\\"), SavedReply.body.ilike(like, escape="\\"))
        )
    rows = db.session.scalars(_ordered(query, order, after).limit(PAGE_SIZE + 1)).all()
    shown = rows[:PAGE_SIZE]
    more = len(rows) > PAGE_SIZE
    return Page(shown, _cursor(shown[-1], order).encode() if more else None)


def stale_count() -> int:
    """How many nobody has looked at for too long."""
    return db.session.scalar(select(func.count()).select_from(_which(List.STALE).subquery())) or 0


def history_of(reply: SavedReply) -> Sequence[SavedReplyVersion]:
    """Every text it had, the newest first, with who wrote it."""
    query = select(SavedReplyVersion).where(SavedReplyVersion.reply_id == reply.id)
    query = query.options(joinedload(SavedReplyVersion.by))
    return db.session.scalars(query.order_by(SavedReplyVersion.number.desc())).all()


def shares(ids: Collection[int]) -> Mapping[int, Share]:
    """What readers said of these saved replies."""
    if not ids:
        return {}
    worth = case(
        (SavedReplyUse.solved == Solved.YES, 1.0),
        (SavedReplyUse.solved == Solved.PARTLY, HALF),
        else_=0.0,
    )
    query = (
        select(SavedReplyUse.reply_id, func.count(), func.sum(worth))
        .where(SavedReplyUse.reply_id.in_(ids), SavedReplyUse.solved.is_not(None))
        .group_by(SavedReplyUse.reply_id)
    )
    return {row[0]: Share(row[1], float(row[2])) for row in db.session.execute(query)}


def _which(which: List) -> Select[SavedReply]:
    query = select(SavedReply)
    if which == List.ARCHIVED:
        return query.where(SavedReply.archived_at.is_not(None))
    query = query.where(SavedReply.archived_at.is_(None))
    if which == List.STALE:
        return query.where(SavedReply.reviewed_at < policy.stale_before())
    return query


def _ordered(query: Select[SavedReply], order: Order, after: Cursor | None) -> Select[SavedReply]:
    """The most used first; or those that were reviewed longest ago."""
    if order == Order.REVIEWED:
        if after is not None:
            at = after.moment
            same = and_(SavedReply.reviewed_at == at, SavedReply.id > after.id)
            query = query.where(or_(SavedReply.reviewed_at > at, same))
        return query.order_by(SavedReply.reviewed_at, SavedReply.id)
    if after is not None:
        same = and_(SavedReply.use_count == after.value, SavedReply.id > after.id)
        query = query.where(or_(SavedReply.use_count < after.value, same))
    return query.order_by(SavedReply.use_count.desc(), SavedReply.id)


def _cursor(last: SavedReply, order: Order) -> Cursor:
    if order == Order.REVIEWED:
        return cursor_at(last.reviewed_at, last.id)
    return Cursor(last.use_count, last.id)


def _plain(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
