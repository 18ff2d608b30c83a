"""Keeping posts and letting them go. Doing either twice is doing it once."""

from sqlalchemy import delete, select

from forum.accounts.models import User
from forum.bookmarks import policy
from forum.bookmarks.models import Bookmark
from forum.kernel.db import db
from forum.kernel.policy import require
from forum.kernel.unit import action
from forum.kernel.upsert import insert
from forum.topics.models import Post


@action
def toggle(member: User, post: Post) -> bool:
    """Keep the post, or let it go when it was kept; says whether it is kept now."""
    require(policy.can_keep(member))
    mine = delete(Bookmark).where(Bookmark.user_id == member.id, Bookmark.post_id == post.id)
    if db.session.scalar(mine.returning(Bookmark.id)) is not None:
        return False
    keep(member, post)
    return True


@action
def keep(member: User, post: Post) -> None:
    """Keep the post."""
    require(policy.can_keep(member))
    row = insert(Bookmark).values(user_id=member.id, post_id=post.id)
    db.session.execute(row.on_conflict_do_nothing(index_elements=["user_id", "post_id"]))


@action
def note(member: User, bookmark: Bookmark, text: str) -> None:
    """Write down why it was kept."""
    require(policy.can_change(member, bookmark))
    bookmark.note = text


@action
def remove(member: User, bookmark: Bookmark) -> None:
    """Let it go."""
    require(policy.can_change(member, bookmark))
    db.session.delete(bookmark)


@action
def hand_over(from_id: int, into_id: int) -> None:
    """Let what the one account kept be kept by the other, each post once with both notes."""
    mine = select(Bookmark).where(Bookmark.user_id == into_id)
    kept = {bookmark.post_id: bookmark for bookmark in db.session.scalars(mine)}
    for other in db.session.scalars(select(Bookmark).where(Bookmark.user_id == from_id)).all():
        if other.post_id in kept:
            _join(kept[other.post_id], other)
        else:
            other.user_id = into_id


def _join(kept: Bookmark, other: Bookmark) -> None:
    notes = dict.fromkeys(filter(None, (kept.note, other.note)))
    kept.note = " · ".join(notes)[: policy.LONGEST_NOTE]
    kept.created_at = min(kept.created_at, other.created_at)
    db.session.delete(other)
