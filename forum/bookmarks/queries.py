"""Reading what members keep."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, func, literal, select, tuple_

from forum.accounts.models import User, Viewer
from forum.bookmarks import policy
from forum.bookmarks.models import Bookmark
from forum.channels.models import Channel
from forum.kernel.db import UtcDateTime, db
from forum.kernel.direct import Direct
from forum.kernel.paging import PAGE_SIZE, Cursor, Page, cursor_at
from forum.kernel.policy import NotFound
from forum.markup.render import excerpt
from forum.topics.models import Post, Topic

# So many signs of a text are shown; one more is read, to know whether anything is left out.
EXCERPT = 240
_KEPT_AMONG = Direct(
    select(Bookmark.post_id).where(
        Bookmark.user_id == bindparam("user"),
        Bookmark.post_id.in_(bindparam("posts", expanding=True)),
    )
)


@dataclass(frozen=True)
class Source:
    """As much of a kept post as the list shows."""

    post_id: int
    title: str
    excerpt: str
    author: User
    channel_name: str
    channel_slug: str
    channel_hue: int


@dataclass(frozen=True)
class Kept:
    """A bookmark, with its post as long as the member may read that."""

    bookmark: Bookmark
    source: Source | None


def bookmark_of(member: Viewer, bookmark_id: int) -> Bookmark:
    """The member's own bookmark. Raises NotFound."""
    query = select(Bookmark).where(Bookmark.id == bookmark_id, Bookmark.user_id == member.id)
    found = db.session.scalar(query)
    if found is None:
        raise NotFound
    return found


def kept_among(member: Viewer, post_ids: Collection[int]) -> Collection[int]:
    """Which of these posts the member keeps, in one query."""
    return set(_KEPT_AMONG.scalars(user=member.id, posts=list(post_ids)))


def kept_by(member: Viewer, after: Cursor | None = None) -> Page[Kept]:
    """What the member keeps, the last kept first, in one query."""
    query = (
        select(
            Bookmark,
            Topic.title,
            func.substr(Post.text, 1, EXCERPT + 1).label("excerpt"),
            User,
            Channel.name.label("channel_name"),
            Channel.slug.label("channel_slug"),
            Channel.hue.label("channel_hue"),
            policy.readable_to(member).label("is_readable"),
        )
        .join(Post, Post.id == Bookmark.post_id)
        .join(Topic, Topic.id == Post.topic_id)
        .join(Channel, Channel.id == Topic.channel_id)
        .join(User, User.id == Post.author_id)
        .where(Bookmark.user_id == member.id)
        .order_by(Bookmark.created_at.desc(), Bookmark.id.desc())
        .limit(PAGE_SIZE + 1)
    )
    if after:
        moment = literal(after.moment, UtcDateTime)
        query = query.where(tuple_(Bookmark.created_at, Bookmark.id) < tuple_(moment, after.id))
    found = db.session.execute(query).all()
    last = found[PAGE_SIZE - 1][0] if len(found) > PAGE_SIZE else None
    return Page(
        [_kept(row) for row in found[:PAGE_SIZE]],
        next=cursor_at(last.created_at, last.id).encode() if last else None,
    )


def _kept(row: Row[*tuple[Any, ...]]) -> Kept:
    """Nothing of a post leaves this function that the member may not read any more."""
    bookmark = row[0]
    if not row.is_readable:
        return Kept(bookmark, None)
    return Kept(
        bookmark,
        Source(
            post_id=bookmark.post_id,
            title=row.title,
            excerpt=excerpt(row.excerpt, EXCERPT),
            author=row[3],
            channel_name=row.channel_name,
            channel_slug=row.channel_slug,
            channel_hue=row.channel_hue,
        ),
    )
