"""The decisions from which likeness is learned, and what was learned."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from forum.automod.likeness import Learned
from forum.automod.models import AutomodLikeness
from forum.kernel.db import db
from forum.moderation.models import Outcome, Ruling
from forum.topics.models import Post
from forum.topics.queries import POST

# The newest so many decisions are enough, and what the house decides today counts.
MOST = 5_000
GONE = (Outcome.HIDE, Outcome.REMOVE, Outcome.DECLINE)
STAYED = (Outcome.KEEP, Outcome.APPROVE)
_kept: dict[tuple[Any, ...], Learned] = {}


@dataclass(frozen=True)
class Decided:
    """Texts on which people decided, by what became of them."""

    kept: Sequence[str]
    removed: Sequence[str]


def decided_texts() -> Decided:
    """The newest texts of each sort on which a person decided and nobody took it back."""
    return Decided(_texts(STAYED), _texts(GONE))


def newest_likeness() -> AutomodLikeness | None:
    """What was learned last."""
    return db.session.scalars(
        select(AutomodLikeness).order_by(AutomodLikeness.id.desc()).limit(1)
    ).first()


def learned() -> Learned | None:
    """The same, kept in memory until there is something newer: one statement."""
    newest = db.session.execute(
        select(AutomodLikeness.id, AutomodLikeness.at).order_by(AutomodLikeness.id.desc()).limit(1)
    ).first()
    if newest is None:
        return None
    stamp = (str(db.engine.url), newest.id, newest.at)
    if stamp not in _kept:
        row = db.session.get_one(AutomodLikeness, newest.id)
        _kept.clear()
        _kept[stamp] = Learned(row.kept, row.removed, row.words)
    return _kept[stamp]


def text_of(post_id: int) -> str:
    """The words of a post; none when it is gone."""
    return db.session.scalar(select(Post.text).where(Post.id == post_id)) or ""


def _texts(outcomes: Sequence[Outcome]) -> list[str]:
    newest = (
        select(func.max(Ruling.id))
        .where(
            Ruling.target_kind == POST,
            Ruling.carried_out_at.is_not(None),
            Ruling.overturned_at.is_(None),
            Ruling.decided_by_id.is_not(None),
        )
        .group_by(Ruling.target_id)
    )
    query = (
        select(Post.text)
        .join(Ruling, Ruling.target_id == Post.id)
        .where(Ruling.id.in_(newest), Ruling.outcome.in_(outcomes), Post.text != "")
        .order_by(Ruling.id.desc())
        .limit(MOST)
    )
    return list(db.session.scalars(query))
