"""Where the activity log and the texts that it is about are not the same."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import and_, exists, func, literal, select

from forum.activity.models import Deed, DeedKind
from forum.activity.queries import WRITING
from forum.kernel.db import db
from forum.topics.models import Post, State, Topic


def posts_out_of_the_log() -> Iterator[tuple[int, int]]:
    """Posts that can be read and do not count once in the log, with how often they count there."""
    deeds = _standing(WRITING)
    readable = (
        select(Post.id, func.coalesce(deeds.c.count, 0))
        .join(Topic, Topic.id == Post.topic_id)
        .outerjoin(deeds, deeds.c.thing_id == Post.id)
        .where(Post.state == State.PUBLISHED, Topic.state == State.PUBLISHED)
        .where(func.coalesce(deeds.c.count, 0) != 1)
    )
    for row in db.session.execute(readable):
        yield row[0], row[1]


def posts_never_recorded(topic: Topic) -> Sequence[Post]:
    """Published posts of the topic that are not in the log: they came out while it was away."""
    recorded = exists().where(
        Deed.thing_kind == "post", Deed.thing_id == Post.id, Deed.kind.in_(WRITING)
    )
    query = select(Post).where(Post.topic_id == topic.id, Post.state == State.PUBLISHED, ~recorded)
    return db.session.scalars(query.order_by(Post.number)).all()


def deeds_without_a_text() -> Iterator[int]:
    """Lines of the log that count, about texts that cannot be read."""
    query = (
        select(Deed.id)
        .outerjoin(Post, Post.id == Deed.thing_id)
        .outerjoin(Topic, Topic.id == Post.topic_id)
        .where(Deed.thing_kind == "post", Deed.stands.is_(True))
        .where(Deed.kind.in_([*WRITING, DeedKind.ACCEPTED, DeedKind.REACTED]))
        .where(
            func.coalesce(
                and_(Post.state == State.PUBLISHED, Topic.state == State.PUBLISHED),
                literal(False),
            ).is_(False)
        )
    )
    yield from db.session.scalars(query)


def answers_out_of_the_log() -> Iterator[int]:
    """Topics with an accepted answer that does not count once in the log."""
    deeds = _standing((DeedKind.ACCEPTED,))
    query = (
        select(Topic.id)
        .outerjoin(deeds, deeds.c.thing_id == Topic.answer_id)
        .where(Topic.answer_id.is_not(None), Topic.state == State.PUBLISHED)
        .where(func.coalesce(deeds.c.count, 0) != 1)
    )
    yield from db.session.scalars(query)


def _standing(kinds: tuple[DeedKind, ...]) -> Any:
    counted = (
        select(Deed.thing_id, func.count().label("count"))
        .where(Deed.kind.in_(kinds), Deed.thing_kind == "post", Deed.stands.is_(True))
        .group_by(Deed.thing_id)
    )
    return counted.subquery()
