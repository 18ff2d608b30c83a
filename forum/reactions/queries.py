"""Reading reactions: how many of each kind, which are the viewer's own, and whose they are."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Integer, bindparam, case, func, literal, select, tuple_

from forum.accounts.models import User, Viewer
from forum.kernel.db import UtcDateTime, db
from forum.kernel.direct import Direct
from forum.kernel.paging import PAGE_SIZE, Cursor, Page, cursor_at
from forum.reactions.models import Reaction, ReactionKind
from forum.topics.models import Post


@dataclass(frozen=True)
class Tally:
    """How many gave one reaction to a post, and whether the viewer is among them."""

    count: int
    is_mine: bool


_MINE = case((Reaction.user_id == bindparam("viewer", type_=Integer), 1), else_=0)
_TALLIES = Direct(
    select(Reaction.post_id, Reaction.kind, func.count(Reaction.id), func.sum(_MINE))
    .where(Reaction.post_id.in_(bindparam("posts", expanding=True)))
    .group_by(Reaction.post_id, Reaction.kind)
)


@dataclass(frozen=True)
class Given:
    """One reaction and who gave it."""

    kind: ReactionKind
    created_at: datetime
    giver: User


def tallies(
    viewer: Viewer, post_ids: Collection[int]
) -> Mapping[int, Mapping[ReactionKind, Tally]]:
    """The reactions to these posts by kind, in one query."""
    if not post_ids:
        return {}
    found: dict[int, dict[ReactionKind, Tally]] = {}
    for post_id, kind, count, own in _TALLIES.rows(viewer=viewer.id, posts=list(post_ids)):
        found.setdefault(post_id, {})[ReactionKind(kind)] = Tally(count, own > 0)
    return found


def given_to(post: Post, after: Cursor | None = None) -> Page[Given]:
    """Who reacted to the post, the last ones first."""
    query = select(Reaction, User).join(User, User.id == Reaction.user_id)
    query = query.where(Reaction.post_id == post.id)
    if after:
        moment = literal(after.moment, UtcDateTime)
        query = query.where(tuple_(Reaction.created_at, Reaction.id) < tuple_(moment, after.id))
    query = query.order_by(Reaction.created_at.desc(), Reaction.id.desc())
    found = db.session.execute(query.limit(PAGE_SIZE + 1)).all()
    items = [Given(row[0].kind, row[0].created_at, row[1]) for row in found[:PAGE_SIZE]]
    last = found[PAGE_SIZE - 1][0] if len(found) > PAGE_SIZE else None
    return Page(items, next=cursor_at(last.created_at, last.id).encode() if last else None)
