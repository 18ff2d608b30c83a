"""Who joined while a launch was open, and what was said in its room."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from forum.accounts.models import Role, User
from forum.kernel.db import db
from forum.moderation.models import Flag
from forum.replies.models import Complaint
from forum.topics.models import Post, State, Topic

# Of a long talk the latest texts tell the mood.
MOST_TEXTS = 3_000


class Newcomer(NamedTuple):
    """Somebody who joined: when, and when they were here last."""

    joined_at: datetime
    seen_at: datetime | None


def newcomers_in(begins: datetime, ends: datetime) -> Sequence[Newcomer]:
    """Members who joined between two moments and confirmed their address; one query."""
    query = select(User.created_at, User.last_seen_at).where(
        User.created_at >= begins,
        User.created_at <= ends,
        User.role == Role.MEMBER,
        User.email_confirmed_at.is_not(None),
    )
    return [Newcomer(*row) for row in db.session.execute(query)]


def texts_in(channel_id: int | None) -> Sequence[tuple[int, str]]:
    """What members wrote in a room, with who wrote it, the latest first; one query."""
    query = (
        select(Post.author_id, Post.text)
        .join(Topic, Topic.id == Post.topic_id)
        .join(User, User.id == Post.author_id)
        .where(
            Topic.channel_id == channel_id,
            Topic.state == State.PUBLISHED,
            Post.state == State.PUBLISHED,
            User.role == Role.MEMBER,
        )
        .order_by(Post.id.desc())
        .limit(MOST_TEXTS)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def troubles_in(channel_id: int | None) -> tuple[int, int]:
    """How many posts of a room somebody flagged, and how many of its topics became complaints; one
    query."""
    flagged = (
        select(func.count(Flag.target_id.distinct()))
        .join(Post, Post.id == Flag.target_id)
        .join(Topic, Topic.id == Post.topic_id)
        .where(Flag.target_kind == "post", Topic.channel_id == channel_id)
    )
    complained = (
        select(func.count())
        .select_from(Complaint)
        .join(Topic, Topic.id == Complaint.topic_id)
        .where(Topic.channel_id == channel_id)
    )
    row = db.session.execute(select(flagged.scalar_subquery(), complained.scalar_subquery())).one()
    return row[0] or 0, row[1] or 0
