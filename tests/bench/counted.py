"""Counters of rows that were not written by actions, made true at once."""

from typing import Any

from sqlalchemy import Integer, Select, case, cast, func, insert, literal, select, update

from forum.accounts.models import User
from forum.activity.models import Deed
from forum.channels.models import Channel
from forum.kernel import clock
from forum.kernel.db import UtcDateTime, db
from forum.kernel.unit import transaction
from forum.reactions.models import Reaction
from forum.topics.models import Post, Tag, Topic, TopicTag

FACES = 4


def all_counters() -> None:
    """Let every counter equal a recount, and every topic show those who replied last."""
    posts = select(func.count(Post.id)).join(Topic, Topic.id == Post.topic_id)
    topics = select(func.count(Topic.id))
    cheers = select(func.coalesce(func.sum(Post.reaction_count), 0))
    people = select(func.count(Post.author_id.distinct())).where(Post.topic_id == Topic.id)
    _set(Post, reaction_count=select(func.count()).where(Reaction.post_id == Post.id))
    _set(Topic, people_count=people, reaction_count=cheers.where(Post.topic_id == Topic.id))
    _set(
        User,
        topic_count=topics.where(Topic.author_id == User.id),
        post_count=posts.where(Post.author_id == User.id),
        reaction_count=cheers.where(Post.author_id == User.id),
    )
    _set(
        Channel,
        topic_count=topics.where(Topic.channel_id == Channel.id),
        post_count=posts.where(Topic.channel_id == Channel.id),
    )
    _set(Tag, topic_count=select(func.count()).where(TopicTag.tag_id == Tag.id))
    _faces()


def _set(model: Any, **counters: Select[Any]) -> None:
    values = {name: query.correlate(model).scalar_subquery() for name, query in counters.items()}
    with transaction():
        statement = update(model).values(values)
        db.session.execute(statement.execution_options(synchronize_session=False))


def _faces() -> None:
    """Those who replied last, newest first."""
    query = (
        select(Post.topic_id, Post.author_id)
        .join(Topic, Topic.id == Post.topic_id)
        .where(Post.number > 1, Post.number > Topic.last_number - FACES)
        .order_by(Post.topic_id, Post.number.desc())
    )
    found: dict[int, list[int]] = {}
    for topic_id, author_id in db.session.execute(query):
        faces = found.setdefault(topic_id, [])
        if author_id not in faces:
            faces.append(author_id)
    rows = [{"id": topic_id, "face_ids": faces} for topic_id, faces in found.items()]
    with transaction():
        db.session.execute(update(Topic), rows)


def the_log() -> None:
    """What all this was, as the activity log has it; taken in already."""
    day = cast(func.julianday(func.date(Post.created_at)) - 2_440_587.5, Integer)
    where = (literal("post"), Post.id, Topic.channel_id, Topic.id)
    ends = (literal(""), literal(True), literal(clock.now(), UtcDateTime()))
    _write(
        select(
            case((Post.number == 1, "started"), else_="replied"),
            Post.author_id,
            case((Post.number > 1, Topic.author_id)),
            *where,
            Post.created_at,
            day,
            func.length(Post.text),
            *ends,
        ).join(Topic, Topic.id == Post.topic_id)
    )
    cheered = select(literal("reacted"), Reaction.user_id, Post.author_id, *where)
    cheered = cheered.add_columns(Post.created_at, day, literal(0), Reaction.kind, *ends[1:])
    _write(
        cheered.select_from(Reaction)
        .join(Post, Post.id == Reaction.post_id)
        .join(Topic, Topic.id == Post.topic_id)
    )


def _write(found: Select[Any]) -> None:
    columns = "kind who_id to_id thing_kind thing_id channel_id topic_id at day size words stands"
    with transaction():
        db.session.execute(insert(Deed).from_select([*columns.split(), "settled_at"], found))
