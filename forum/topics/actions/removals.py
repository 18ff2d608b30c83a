"""The texts of a member who was removed: out of sight as long as the removal stands."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import aliased, joinedload

from forum.jobs import actions as jobs
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.sanctions import queries as sanctions
from forum.sanctions.models import Sanction
from forum.topics.actions import removing
from forum.topics.actions.locking import lock
from forum.topics.models import Post, State, Topic

AT_ONCE = 50
HIDE_JOB, SHOW_JOB = "topics.hide_removed", "topics.show_removed"


@action
def owe(kind: str, sanction_id: int) -> None:
    """Let the worker do it, because it may be much."""
    jobs.enqueue(kind, {"sanction": sanction_id}, key=str(sanction_id))


@action
def hide_some_of(sanction_id: int) -> bool:
    """Take some texts of who was removed out of sight; whether there are more.

    A topic in which others have replied stays, because their talk would go along.
    """
    sanction = sanctions.held_sanction(sanction_id)
    if sanction.is_lifted:
        return False
    mine = Post.author_id == sanction.user_id
    is_read = (Post.state == State.PUBLISHED) & (Topic.state == State.PUBLISHED)
    # Replies before the topics that they stand in, and the other way round when they come back.
    posts = _some(mine, is_read, ~_stays(), order=Post.number.desc())
    for post in posts:
        lock(post.topic, post)
        # By this very moment they are found again, and no others.
        post.hidden_at, post.hidden_by_id = sanction.starts_at, sanction.seconded_by_id
        removing.take_out(post, State.HIDDEN, by_id=sanction.seconded_by_id)
    return bool(posts)


@action
def show_some_of(sanction_id: int) -> bool:
    """Bring some of them back, as if nothing had been; whether there are more."""
    sanction = sanctions.held_sanction(sanction_id)
    posts = _some(Post.state == State.HIDDEN, *_hidden_by(sanction), order=Post.number)
    for post in posts:
        lock(post.topic, post)
        removing.put_back(post, by_id=None)
    return bool(posts)


def _some(*which: ColumnElement[bool], order: Any) -> Sequence[Post]:
    query = select(Post).join(Topic, Topic.id == Post.topic_id).where(*which)
    query = query.options(joinedload(Post.topic).joinedload(Topic.channel), joinedload(Post.author))
    query = query.order_by(order, Post.id).limit(AT_ONCE)
    return db.session.scalars(query.execution_options(populate_existing=True)).all()


def _hidden_by(sanction: Sanction) -> tuple[ColumnElement[bool], ...]:
    mine, at = Post.author_id == sanction.user_id, Post.hidden_at == sanction.starts_at
    return mine, at, Post.hidden_by_id == sanction.seconded_by_id


def _stays() -> ColumnElement[bool]:
    """Topics that others talk in, and those that hold the messages of a live channel."""
    other = aliased(Post)
    of_others = exists().where(
        other.topic_id == Post.topic_id,
        other.author_id != Post.author_id,
        other.state == State.PUBLISHED,
    )
    return (Post.number == 1) & (of_others | Topic.standing_since.is_not(None))
