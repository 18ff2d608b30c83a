"""What a member has written, as far as the viewer may read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import contains_eager

from forum.accounts.models import User, Viewer
from forum.channels import policy as channels
from forum.kernel.db import db
from forum.topics.models import OWN, HeldEdit, Post, State, Tag, Topic, TopicTag

LATEST = 10
# How many of a member's newest texts are looked at; most of them can usually be read.
AMONG = 200
MOST_TAGS = 6


@dataclass(frozen=True)
class Figures:
    """How much somebody has written, and what came of it."""

    topics: int
    replies: int
    answers: int
    reactions: int


def figures_of(viewer: Viewer, author: User) -> Figures:
    """Counts of what the viewer may read: the member's own counters would tell of closed doors."""
    query = (
        select(
            func.count().filter(Post.number == 1),
            func.count().filter(Post.number > 1),
            func.count().filter(Topic.answer_id == Post.id),
            func.coalesce(func.sum(Post.reaction_count), 0),
        )
        .select_from(Post)
        .join(Post.topic)
        .join(Topic.channel)
        .where(Post.author_id == author.id, *_open_to(viewer))
    )
    return Figures(*db.session.execute(query).one())


def topics_by(viewer: Viewer, author: User) -> Sequence[Topic]:
    """The newest topics of the member that the viewer may read."""
    own = (
        select(Topic.id)
        .where(Topic.author_id == author.id, Topic.state == State.PUBLISHED)
        .order_by(Topic.created_at.desc())
        .limit(AMONG)
    )
    query = (
        select(Topic)
        .join(Topic.channel)
        .where(Topic.id.in_(own), channels.readable_by(viewer))
        .options(contains_eager(Topic.channel))
        .order_by(Topic.created_at.desc())
        .limit(LATEST)
    )
    return db.session.scalars(query).all()


def latest_by(viewer: Viewer, author: User) -> Sequence[Post]:
    """The newest posts of the member that the viewer may read, with their topics."""
    query = _read_by(viewer, _newest(author))
    return db.session.scalars(query.order_by(Post.created_at.desc()).limit(LATEST)).all()


def replies_by(viewer: Viewer, author: User) -> Sequence[Post]:
    """The newest replies of the member that the viewer may read, with their topics."""
    query = _read_by(viewer, _newest(author, Post.number > 1))
    return db.session.scalars(query.order_by(Post.created_at.desc()).limit(LATEST)).all()


def answers_by(viewer: Viewer, author: User) -> Sequence[Post]:
    """The newest accepted answers of the member that the viewer may read, with their topics."""
    query = (
        select(Post)
        .join(Topic, Topic.answer_id == Post.id)
        .join(Topic.channel)
        .where(Post.author_id == author.id, *_open_to(viewer))
        .options(contains_eager(Post.topic).contains_eager(Topic.channel))
        .order_by(Topic.answered_at.desc())
        .limit(LATEST)
    )
    return db.session.scalars(query).all()


def answer_tags_of(viewer: Viewer, author: User) -> Sequence[tuple[str, int]]:
    """The tags of the member's accepted answers that the viewer may read, the most used first."""
    query = (
        select(Tag.name, func.count())
        .select_from(Post)
        .join(Topic, Topic.answer_id == Post.id)
        .join(Topic.channel)
        .join(TopicTag, TopicTag.topic_id == Topic.id)
        .join(Tag, Tag.id == TopicTag.tag_id)
        .where(Post.author_id == author.id, *_open_to(viewer))
        .group_by(Tag.id, Tag.name)
        .order_by(func.count().desc(), Tag.name)
        .limit(MOST_TAGS)
    )
    return [(name, count) for name, count in db.session.execute(query)]


def waiting_posts(author: Viewer) -> Sequence[Post]:
    """The member's own texts that nobody else sees: held, rejected, scheduled, hidden.

    Also those in channels that closed to them meanwhile: nobody loses what they wrote.
    """
    query = (
        select(Post)
        .join(Post.topic)
        .join(Topic.channel)
        .where(
            Post.author_id == author.id,
            Post.state.in_(OWN),
        )
        .options(contains_eager(Post.topic).contains_eager(Topic.channel))
        .order_by(Post.id.desc())
        .limit(AMONG)
    )
    return db.session.scalars(query).all()


def own_changes(editor: Viewer) -> Sequence[HeldEdit]:
    """The member's changes that wait for a moderator or were rejected."""
    query = (
        select(HeldEdit)
        .join(HeldEdit.post)
        .join(Post.topic)
        .where(HeldEdit.editor_id == editor.id)
        .options(contains_eager(HeldEdit.post).contains_eager(Post.topic))
        .order_by(HeldEdit.id.desc())
        .limit(AMONG)
    )
    return db.session.scalars(query).all()


def _newest(author: User, *only: ColumnElement[bool]) -> Select[int]:
    return (
        select(Post.id)
        .where(Post.author_id == author.id, Post.state == State.PUBLISHED, *only)
        .order_by(Post.created_at.desc())
        .limit(AMONG)
    )


def _read_by(viewer: Viewer, ids: Select[int]) -> Select[Any]:
    return (
        select(Post)
        .join(Post.topic)
        .join(Topic.channel)
        .where(Post.id.in_(ids), *_open_to(viewer))
        .options(contains_eager(Post.topic).contains_eager(Topic.channel))
    )


def _open_to(viewer: Viewer) -> tuple[ColumnElement[bool], ...]:
    are_there = Topic.state == State.PUBLISHED, Post.state == State.PUBLISHED
    return channels.readable_by(viewer), *are_there
