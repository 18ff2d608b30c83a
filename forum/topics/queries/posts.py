"""Finding posts. What the viewer may not know of is not found."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, select
from sqlalchemy.orm import contains_eager, joinedload
from sqlalchemy.orm.attributes import set_committed_value

from forum.accounts.models import User, Viewer
from forum.kernel.db import db
from forum.kernel.direct import Copies, Direct, Row
from forum.kernel.policy import NotFound
from forum.kernel.prepared import Prepared, values
from forum.topics import policy
from forum.topics.models import AWAY, Aside, Post, PostAddress, State, Topic
from forum.topics.queries.pages import numbers_on
from forum.topics.queries.people import PEOPLE


def visible_post(viewer: Viewer, post_id: int) -> Post:
    """The post with its author, topic and channel. Raises NotFound."""
    found = db.session.scalar(_open_to(viewer).where(Post.id == post_id))
    if found is None:
        raise NotFound
    return found


def post_at(viewer: Viewer, topic_id: int, *, number: int) -> Post:
    """The post that stands, or once stood, at this number of the topic. Raises NotFound."""
    here = (Post.topic_id == topic_id) & (Post.number == number)
    found = db.session.scalar(_open_to(viewer, placed=policy.posts_placed_for(viewer)).where(here))
    if found is not None:
        return found
    moved = select(PostAddress.post_id).where(
        PostAddress.topic_id == topic_id, PostAddress.number == number
    )
    post_id = db.session.scalar(moved)
    if post_id is None:
        raise NotFound
    return placed_post(viewer, post_id)


def placed_post(viewer: Viewer, post_id: int) -> Post:
    """A post for the sake of its place: also one of which only a trace is left. Raises NotFound."""
    query = _open_to(viewer, placed=policy.posts_placed_for(viewer)).where(Post.id == post_id)
    found = db.session.scalar(query)
    if found is None:
        raise NotFound
    return found


def posts_on(viewer: Viewer, topic: Topic, *, page: int) -> Sequence[Post]:
    """The posts of a page with their authors, and the traces of deleted ones, by number."""
    first, last = numbers_on(page)
    given = values(viewer, topic_id=topic.id, first=first, last=last)
    return [_copy(row, topic) for row in _ON_PAGE.of(viewer).rows(**given)]


def last_number(viewer: Viewer, topic: Topic) -> int:
    """The highest number at which the viewer finds anything."""
    found = _LAST.of(viewer).row(**values(viewer, topic_id=topic.id))
    return found[0] if found else 1


def first_post(topic: Topic) -> Post:
    """The post that opens the topic, whatever its state, for those who may handle the topic."""
    query = select(Post).where(Post.topic_id == topic.id, Post.number == 1)
    found = db.session.scalar(query.options(joinedload(Post.author)))
    if found is None:
        raise NotFound
    return _in_topic(found, topic)


def answer_of(topic: Topic) -> Post | None:
    """The accepted answer with its author."""
    if topic.answer_id is None:
        return None
    found = _ANSWER.row(answer_id=topic.answer_id)
    return None if found is None else _copy(found, topic)


def answer_row(topic: Topic) -> Post | None:
    """The accepted answer as it is stored, whatever its state."""
    return None if topic.answer_id is None else db.session.get(Post, topic.answer_id)


def is_aside(post_id: Any) -> ColumnElement[bool]:
    """Whether a rule wrote the post of this number, so that it answers nothing."""
    return select(Aside.post_id).where(Aside.post_id == post_id).exists()


def post_by_key(author: User, key: str | None) -> Post | None:
    """What the author has already posted under the key of a composed text."""
    if not key:
        return None
    query = (
        select(Post)
        .where(Post.author_id == author.id, Post.client_key == key)
        .options(joinedload(Post.topic).joinedload(Topic.channel), joinedload(Post.author))
    )
    return db.session.scalar(query)


def last_post_by(author: Viewer, topic: Topic) -> Post | None:
    """The author's newest post in the topic, deleted ones included, rejected ones not."""
    query = (
        select(Post)
        .where(
            Post.topic_id == topic.id,
            Post.author_id == author.id,
            Post.state.in_((State.PUBLISHED, State.HELD, *AWAY)),
        )
        .order_by(Post.created_at.desc())
        .limit(1)
    )
    return db.session.scalar(query)


def _open_to(viewer: Viewer, *, placed: ColumnElement[bool] | None = None) -> Select[Post]:
    posts = policy.posts_visible_to(viewer) if placed is None else placed
    return (
        select(Post)
        .join(Post.topic)
        .join(Topic.channel)
        .where(policy.topics_visible_to(viewer), posts)
        .options(
            contains_eager(Post.topic).contains_eager(Topic.channel),
            joinedload(Post.author),
        )
    )


def _with_author() -> Select[*tuple[Any, ...]]:
    return select(*_POSTS.columns, *PEOPLE.columns).join(User, User.id == Post.author_id)


def _on_page(viewer: Viewer) -> Direct:
    return Direct(
        _with_author()
        .where(
            Post.topic_id == bindparam("topic_id"),
            Post.number.between(bindparam("first"), bindparam("last")),
            policy.posts_placed_for(viewer),
        )
        .order_by(Post.number)
    )


def _last(viewer: Viewer) -> Direct:
    return Direct(
        select(Post.number)
        .where(Post.topic_id == bindparam("topic_id"), policy.posts_placed_for(viewer))
        .order_by(Post.number.desc())
        .limit(1)
    )


def _copy(row: Row, topic: Topic) -> Post:
    """A post to be looked at, with its author, in a topic that is loaded already."""
    return _POSTS.make(row[: _POSTS.width], author=PEOPLE.make(row[_POSTS.width :]), topic=topic)


def _in_topic(post: Post, topic: Topic) -> Post:
    """Let the post know its topic, which is loaded already."""
    set_committed_value(post, "topic", topic)
    return post


_POSTS = Copies(Post)
_ON_PAGE, _LAST = Prepared(_on_page), Prepared(_last)
_ANSWER = Direct(
    _with_author().where(Post.id == bindparam("answer_id"), Post.state == State.PUBLISHED)
)
