"""What the review queue has to do with posts: was it ever approved, what did moderators say."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, exists, select
from sqlalchemy.orm import joinedload

from forum.accounts.models import Viewer
from forum.activity.models import Deed
from forum.activity.queries import WRITING
from forum.channels import policy as channels
from forum.kernel.db import db
from forum.kernel.direct import Direct
from forum.kernel.prepared import Prepared, values
from forum.kernel.tallies import any_of
from forum.moderation.models import Decision, Reviewable
from forum.topics.models import HeldEdit, Post, Topic

# The words under which this slice's cases stand in the queue.
POST = "post"
EDIT = "edit"


def was_published(post: Post) -> bool:
    """Whether everybody could read the post before it was taken away.

    What was read stands in the log of deeds, or was approved while its topic was away.
    """
    if post.is_first and post.topic.publish_at is not None:
        return False
    cases = select(Reviewable.decision).where(
        Reviewable.target_kind == POST, Reviewable.target_id == post.id
    )
    decisions = db.session.scalars(cases).all()
    if not decisions or Decision.APPROVED in decisions:
        return True
    written = select(Deed.id).where(
        Deed.thing_kind == POST, Deed.thing_id == post.id, Deed.kind.in_(WRITING)
    )
    return db.session.scalar(written.limit(1)) is not None


def notes_on(post_ids: Collection[int]) -> Mapping[int, str]:
    """What moderators wrote to the authors of rejected posts, the latest words of each."""
    if not post_ids:
        return {}
    query = (
        select(Reviewable.target_id, Reviewable.note)
        .where(
            Reviewable.target_kind == POST,
            Reviewable.target_id.in_(post_ids),
            Reviewable.decision == Decision.REJECTED,
        )
        .order_by(Reviewable.decided_at)
    )
    return {row.target_id: row.note for row in db.session.execute(query)}


def waiting_changes(viewer: Viewer, post_ids: Collection[int]) -> Mapping[int, HeldEdit]:
    """Changes to these posts that wait or were rejected: the viewer's own, for staff all."""
    ids = (
        []
        if viewer.is_guest or not post_ids or _has_none(viewer)
        else _CHANGES.of(viewer).scalars(**values(viewer, posts=list(post_ids)))
    )
    # Nearly always there are none, and the page is asked for all the time.
    found = (
        db.session.scalars(select(HeldEdit).where(HeldEdit.id.in_(ids)).order_by(HeldEdit.id))
        if ids
        else ()
    )
    return {change.post_id: change for change in found}


def _has_none(viewer: Viewer) -> bool:
    return not viewer.is_staff and CHANGES.is_none(viewer.id)


def _changes(viewer: Viewer) -> Direct:
    among = HeldEdit.post_id.in_(bindparam("posts", expanding=True))
    query = select(HeldEdit.id).where(among).order_by(HeldEdit.id)
    return Direct(query if viewer.is_staff else query.where(HeldEdit.editor_id == viewer.id))


_CHANGES = Prepared(_changes)
CHANGES = any_of(HeldEdit, HeldEdit.editor_id)


def post_says(post_id: Any, pattern: str) -> ColumnElement[bool]:
    """Whether the words of the post with this id are like the pattern."""
    return exists().where(Post.id == post_id, Post.body.ilike(pattern, escape="\\"))


def posts_looked_after_by(viewer: Viewer) -> Select[int]:
    """The ids of all posts in channels that the viewer looks after."""
    query = select(Post.id).join(Post.topic).join(Topic.channel)
    return query.where(channels.looked_after_by(viewer))


def changes_looked_after_by(viewer: Viewer) -> Select[int]:
    """The ids of all held changes to posts in channels that the viewer looks after."""
    query = select(HeldEdit.id).join(HeldEdit.post).join(Post.topic).join(Topic.channel)
    return query.where(channels.looked_after_by(viewer))


def changes_by_ids(ids: Collection[int]) -> Mapping[int, HeldEdit]:
    """Waiting changes with their posts, topics and channels, whoever asks."""
    query = (
        select(HeldEdit)
        .where(HeldEdit.id.in_(ids))
        .options(
            joinedload(HeldEdit.editor),
            joinedload(HeldEdit.post).joinedload(Post.author),
            joinedload(HeldEdit.post).joinedload(Post.topic).joinedload(Topic.channel),
        )
    )
    return {change.id: change for change in db.session.scalars(query)}


def posts_by_ids(ids: Collection[int]) -> Mapping[int, Post]:
    """Posts with their authors, topics and channels, whoever asks."""
    query = (
        select(Post)
        .where(Post.id.in_(ids))
        .options(joinedload(Post.author), joinedload(Post.topic).joinedload(Topic.channel))
    )
    return {post.id: post for post in db.session.scalars(query)}
