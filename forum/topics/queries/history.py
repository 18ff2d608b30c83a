"""Earlier texts of a post, and what it said when somebody began to change it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.kernel.db import db
from forum.topics.models import Post, Revision, State
from forum.topics.queries.tags import tags_of


@dataclass(frozen=True)
class Version:
    """A text of a post: who wrote it and when. Only first posts have a title."""

    number: int
    title: str | None
    body: str
    at: datetime
    by: User | None


@dataclass(frozen=True)
class Wording:
    """All words of a post that an edit can change."""

    title: str | None
    tags: tuple[str, ...]
    body: str
    version: int

    @property
    def mark(self) -> str:
        """A short word that is another one as soon as anything of it is."""
        parts = (str(self.version), self.title or "", ",".join(self.tags), self.body)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:20]


def wording_of(post: Post) -> Wording:
    """The words of a post that was loaded just now."""
    if not post.is_first:
        return Wording(None, (), post.body, post.version)
    tags = tags_of([post.topic_id]).get(post.topic_id, [])
    names = tuple(tag.name for tag in tags)
    return Wording(post.topic.title, names, post.body, post.version)


def locked_wording_of(post: Post) -> Wording:
    """The words as they stand in the database; nobody changes them before this transaction ends."""
    locked = select(Post.id).where(Post.id == post.id).with_for_update()
    db.session.execute(locked)
    db.session.refresh(post, ["body", "version", "state", "edited_at", "edited_by_id"])
    if post.is_first:
        db.session.refresh(post.topic, ["title"])
    return wording_of(post)


def versions_of(post: Post) -> Sequence[Version]:
    """All texts of a post, the first one first."""
    query = (
        select(Revision)
        .where(Revision.post_id == post.id)
        .options(joinedload(Revision.written_by))
        .order_by(Revision.version)
    )
    earlier = [
        Version(row.version, row.title, row.body, row.written_at, row.written_by)
        for row in db.session.scalars(query)
    ]
    title = post.topic.title if post.is_first else None
    at = post.edited_at or post.created_at
    return [*earlier, Version(post.version, title, post.body, at, _last_writer(post))]


def first_body(post: Post) -> str | None:
    """What the post said when it was posted; None when it was changed and nobody kept that."""
    if post.edited_at is None:
        return post.body
    query = select(Revision.body).where(Revision.post_id == post.id, Revision.version == 1)
    return db.session.scalar(query)


def was_noticed(post: Post) -> bool:
    """Whether somebody else has reacted to the post, so that changing it unseen would be unfair."""
    if post.reaction_count:
        return True
    later = select(Post.id).where(
        Post.topic_id == post.topic_id,
        Post.number > post.number,
        Post.author_id != post.author_id,
        Post.state == State.PUBLISHED,
    )
    return db.session.scalar(later.limit(1)) is not None


def _last_writer(post: Post) -> User | None:
    if post.edited_by_id is None or post.edited_by_id == post.author_id:
        return post.author
    return accounts.members_by_ids([post.edited_by_id]).get(post.edited_by_id)
