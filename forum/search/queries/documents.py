"""Making documents of posts and members, as they are now and as everybody may see them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, select

from forum.accounts.models import User
from forum.kernel.db import db
from forum.kernel.leaving import go_on_or_leave
from forum.kernel.paging import EPOCH
from forum.search import analysis, facts, refs, said
from forum.search.engines.engine import Document
from forum.topics.models import Post, State, Topic, TopicTag

AT_ONCE = 5000
PORTION = 500
FIRST_NUMBER = 1
COLUMNS = (
    Post.id,
    Post.number,
    Post.author_id,
    Post.html,
    Post.text,
    Post.created_at,
    Post.topic_id,
    Topic.title,
    Topic.channel_id,
    Topic.answer_id,
)


def of_posts(post_ids: Collection[int]) -> Sequence[Document]:
    """Documents of those of the posts that are published."""
    with db.engine.connect() as connection:
        return [
            document
            for some in _portions(post_ids)
            for document in _posts(connection, Post.id.in_(some))
        ]


def of_members(user_ids: Collection[int]) -> Sequence[Document]:
    """Documents of those of the members who came in and have not left."""
    with db.engine.connect() as connection:
        found = connection.execute(_people().where(User.id.in_(user_ids)))
        return [_of_member(row) for row in found]


def everything() -> Iterator[Sequence[Document]]:
    """All there is to find, in portions; the oldest first."""
    last = 0
    while True:
        with db.engine.connect() as connection:
            ids = select(Post.id).where(Post.id > last).order_by(Post.id).limit(AT_ONCE)
            portion = connection.execute(ids).scalars().all()
            if not portion:
                break
            last = portion[-1]
            within = Post.id.between(portion[0], last)
            documents = _posts(connection, within)
        yield documents
    yield from _everybody()


def _everybody() -> Iterator[Sequence[Document]]:
    last = 0
    while True:
        with db.engine.connect() as connection:
            query = _people().where(User.id > last).order_by(User.id).limit(AT_ONCE)
            portion = connection.execute(query).all()
        if not portion:
            return
        last = portion[-1].id
        yield [_of_member(row) for row in portion]


def visible_refs() -> set[int]:
    """The refs of all that should be found."""
    with db.engine.connect() as connection:
        posts = select(Post.id).join(Topic, Topic.id == Post.topic_id).where(_is_published())
        people = _people().with_only_columns(User.id)
        found = {refs.of_post(post_id) for post_id in connection.execute(posts).scalars()}
        return found | {refs.of_member(user_id) for user_id in connection.execute(people).scalars()}


def day_of(moment: datetime) -> int:
    """The day of a moment, counted from 1970."""
    return (moment - EPOCH).days


def _posts(connection: Connection, which: ColumnElement[bool]) -> Sequence[Document]:
    query = select(*COLUMNS).join(Topic, Topic.id == Post.topic_id)
    rows = connection.execute(query.where(which, _is_published())).all()
    tags = _tags(connection, {row.topic_id for row in rows})
    return [_of_post(row, tags.get(row.topic_id, ())) for row in rows]


def _tags(connection: Connection, topic_ids: Collection[int]) -> Mapping[int, Sequence[int]]:
    found: dict[int, list[int]] = {}
    for some in _portions(topic_ids):
        query = select(TopicTag.topic_id, TopicTag.tag_id).where(TopicTag.topic_id.in_(some))
        for topic_id, tag_id in connection.execute(query):
            found.setdefault(topic_id, []).append(tag_id)
    return found


def _of_post(row: Any, tags: Sequence[int]) -> Document:
    # Thousands are made one after the other.
    go_on_or_leave()
    title = analysis.words(row.title) if row.number == FIRST_NUMBER else []
    marks = {
        facts.FIRST: row.number == FIRST_NUMBER,
        facts.ANSWERED: row.answer_id is not None,
        facts.IMAGE: "<img" in row.html,
    }
    return Document(
        ref=refs.of_post(row.id),
        day=day_of(row.created_at),
        title=title,
        text=[*title, *analysis.words(said.by(row.html, row.text))],
        facts=[
            facts.channel(row.channel_id),
            facts.topic(row.topic_id),
            facts.author(row.author_id),
            *map(facts.tag, tags),
            *(mark for mark, holds in marks.items() if holds),
        ],
    )


def _of_member(row: Any) -> Document:
    names = analysis.beginnings([row.username, row.display_name])
    return Document(
        ref=refs.of_member(row.id),
        day=day_of(row.created_at),
        title=analysis.begun(f"{row.username} {row.display_name}"),
        text=names,
        facts=[facts.MEMBER],
    )


def _people() -> Any:
    query = select(User.id, User.username, User.display_name, User.created_at)
    return query.where(User.approved_at.is_not(None), User.deactivated_at.is_(None))


def _is_published() -> ColumnElement[bool]:
    return and_(Post.state == State.PUBLISHED, Topic.state == State.PUBLISHED)


def _portions(ids: Collection[int]) -> Iterator[list[int]]:
    every = sorted(ids)
    for start in range(0, len(every), PORTION):
        yield every[start : start + PORTION]
