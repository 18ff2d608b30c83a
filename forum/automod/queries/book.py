"""The rules that are on, kept in memory under their newest change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, select

from forum.automod.judging import Live, live
from forum.automod.models import AutomodChange, AutomodRule
from forum.automod.sight import SHORTEST_REPEATED
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.screening import Writing
from forum.topics.models import Post, State

LONGEST_MEMORY = timedelta(hours=72)
MOST_TEXTS = 20
# The same words with other marks between them are a little longer or shorter.
PLAY = 0.2
_kept: dict[tuple[Any, ...], Sequence[Live]] = {}


@dataclass(frozen=True)
class Book:
    """The rules as they are now, and texts of the writer that could be the same as the new one."""

    rules: Sequence[Live]
    lately: Sequence[tuple[datetime, str]]


def book_for(writing: Writing) -> Book:
    """Both, in one statement, as long as no rule was changed."""
    rows = db.session.execute(_asked(writing)).all()
    if not rows:
        return Book((), ())
    stamp = (str(db.engine.url), rows[0].id, rows[0].at)
    if stamp not in _kept:
        rules = _read()
        _kept.clear()
        _kept[stamp] = rules
    lately = [(row.created_at, row.text) for row in rows if row.text is not None]
    return Book(_kept[stamp], lately)


def _asked(writing: Writing) -> Any:
    newest = (
        select(AutomodChange.id, AutomodChange.at).order_by(AutomodChange.id.desc()).limit(1)
    ).subquery()
    length = len(writing.text)
    near = func.length(Post.text).between(length * (1 - PLAY), length * (1 + PLAY))
    mine = and_(
        Post.author_id == (writing.author.id if length >= SHORTEST_REPEATED else 0),
        Post.created_at > clock.now() - LONGEST_MEMORY,
        Post.state != State.DELETED,
        Post.id != writing.post_id,
        near,
    )
    return (
        select(newest.c.id, newest.c.at, Post.created_at, Post.text)
        .select_from(newest.outerjoin(Post, mine))
        .order_by(Post.id.desc())
        .limit(MOST_TEXTS)
    )


def _read() -> Sequence[Live]:
    on = AutomodRule.is_on, AutomodRule.removed_at.is_(None)
    query = select(AutomodRule).where(*on).order_by(AutomodRule.position, AutomodRule.id)
    return [live(rule) for rule in db.session.scalars(query)]
