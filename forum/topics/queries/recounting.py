"""Counting anew what counters say, and finding what is not whole: for `forum verify`."""

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from forum.accounts.models import User
from forum.channels.models import Channel
from forum.kernel.db import db
from forum.moderation.models import Reviewable
from forum.topics.models import HeldEdit, Post, State, Tag, Topic, TopicTag
from forum.topics.queries.reviews import EDIT, POST


class Miscount(NamedTuple):
    """A counter that differs from a recount."""

    id: int
    counter: int
    recount: int


READ = and_(Post.state == State.PUBLISHED, Topic.state == State.PUBLISHED)


def reply_counts() -> Iterator[Miscount]:
    """Published replies of each published topic; the others are settled when they come back."""
    replies = _in_topic(func.count(Post.id), Post.number > 1)
    return _miscounts(Topic, Topic.reply_count, replies, Topic.state == State.PUBLISHED)


def people_counts() -> Iterator[Miscount]:
    """Authors of the published posts of each published topic."""
    people = _in_topic(func.count(func.distinct(Post.author_id)))
    return _miscounts(Topic, Topic.people_count, people, Topic.state == State.PUBLISHED)


def topic_counts() -> Iterator[Miscount]:
    """Published topics of each channel."""
    topics = _count(select(func.count(Topic.id)).where(Topic.channel_id == Channel.id))
    return _miscounts(Channel, Channel.topic_count, topics)


def post_counts() -> Iterator[Miscount]:
    """Posts that can be read in each channel."""
    posts = _posts_read().where(Topic.channel_id == Channel.id)
    return _miscounts(Channel, Channel.post_count, posts.scalar_subquery())


def member_topic_counts(of: Collection[int] = ()) -> Iterator[Miscount]:
    """Published topics of each member, or of these."""
    topics = _count(select(func.count(Topic.id)).where(Topic.author_id == User.id))
    return _miscounts(User, User.topic_count, topics, *_only(of))


def member_post_counts(of: Collection[int] = ()) -> Iterator[Miscount]:
    """Posts of each member, or of these, that can be read."""
    posts = _posts_read().where(Post.author_id == User.id)
    return _miscounts(User, User.post_count, posts.scalar_subquery(), *_only(of))


def accepted_counts(of: Collection[int] = ()) -> Iterator[Miscount]:
    """Accepted answers of each member, or of these."""
    answers = (
        select(func.count(Topic.id))
        .join(Post, Post.id == Topic.answer_id)
        .where(Post.author_id == User.id, Topic.state == State.PUBLISHED)
    )
    return _miscounts(User, User.accepted_count, answers.scalar_subquery(), *_only(of))


def tag_counts() -> Iterator[Miscount]:
    """Published topics of each tag."""
    topics = _count(
        select(func.count(Topic.id))
        .join(TopicTag, TopicTag.topic_id == Topic.id)
        .where(TopicTag.tag_id == Tag.id)
    )
    return _miscounts(Tag, Tag.topic_count, topics)


def numbers_too_high() -> Iterator[tuple[int, int]]:
    """Topic ids with the number of a post that is above the last one given, or below 1."""
    query = select(Topic.id, Post.number).join(Post, Post.topic_id == Topic.id)
    wrong = or_(Post.number > Topic.last_number, Post.number < 1)
    yield from ((row[0], row[1]) for row in db.session.execute(query.where(wrong)))


def topics_without_first_post() -> Iterator[int]:
    """Topics that nothing opens, or whose state is not that of their first post."""
    opens = exists().where(Post.topic_id == Topic.id, Post.number == 1, Post.state == Topic.state)
    yield from db.session.scalars(select(Topic.id).where(Topic.merged_into_id.is_(None), ~opens))


def held_without_case() -> Iterator[tuple[str, int]]:
    """Texts that wait for a decision that nobody is asked for, by kind and id."""
    held = select(Post.id).where(Post.state == State.HELD, ~_is_in_queue(POST, Post.id))
    changes = select(HeldEdit.id).where(
        HeldEdit.state == State.HELD, ~_is_in_queue(EDIT, HeldEdit.id)
    )
    yield from ((POST, row_id) for row_id in db.session.scalars(held))
    yield from ((EDIT, row_id) for row_id in db.session.scalars(changes))


def wrong_answers() -> Iterator[tuple[int, int | None]]:
    """Topic ids with an answer that is no published reply of the topic."""
    answer = aliased(Post)
    fits = exists().where(
        answer.id == Topic.answer_id,
        answer.topic_id == Topic.id,
        answer.number > 1,
        answer.state == State.PUBLISHED,
    )
    query = select(Topic.id, Topic.answer_id).where(Topic.answer_id.is_not(None), ~fits)
    yield from ((row[0], row[1]) for row in db.session.execute(query))


def faces() -> Iterator[tuple[int, list[int]]]:
    """Topic ids with the ids of the people they show."""
    query = select(Topic.id, Topic.face_ids).execution_options(yield_per=1000)
    yield from ((row[0], row[1]) for row in db.session.execute(query))


def texts() -> Iterator[tuple[int, str]]:
    """Post ids with the html of posts that show or link a file of ours."""
    query = select(Post.id, Post.html).where(Post.html.contains("/uploads/"))
    yield from (
        (row[0], row[1]) for row in db.session.execute(query.execution_options(yield_per=500))
    )


def people_missing(ids: set[int]) -> set[int]:
    """Of these ids, those that belong to nobody."""
    return ids - set(db.session.scalars(select(User.id)))


def _only(user_ids: Collection[int]) -> list[ColumnElement[bool]]:
    return [User.id.in_(user_ids)] if user_ids else []


def _is_in_queue(kind: str, column: Any) -> ColumnElement[bool]:
    return exists().where(
        Reviewable.target_kind == kind,
        Reviewable.target_id == column,
        Reviewable.decided_at.is_(None),
    )


def _in_topic(what: ColumnElement[int], *only: ColumnElement[bool]) -> Any:
    published = Post.state == State.PUBLISHED
    return select(what).where(Post.topic_id == Topic.id, published, *only).scalar_subquery()


def _posts_read() -> Select[int]:
    return select(func.count(Post.id)).join(Topic, Topic.id == Post.topic_id).where(READ)


def _count(query: Select[int]) -> Any:
    return query.where(Topic.state == State.PUBLISHED).scalar_subquery()


def _miscounts(
    model: Any, counter: Any, recount: Any, *only: ColumnElement[bool]
) -> Iterator[Miscount]:
    """Rows whose counter is not what counting gives."""
    query = select(model.id, counter, recount).where(counter != recount, *only)
    yield from (Miscount(*row) for row in db.session.execute(query))
