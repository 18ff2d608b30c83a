"""How well people are answered: kept promises by kind, and posts that nobody answered, or late."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from forum.accounts.models import User
from forum.answering.models import Answerer, Answerers, Kind, TopicAnswering
from forum.answering.queries.standing import STAFF
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.spans import hours_from
from forum.reactions.models import Reaction
from forum.topics.models import Post, State, Topic
from forum.topics.queries import is_aside

# An answer that took longer than this came late.
SILENCE = timedelta(hours=72)
HOURS = SILENCE / timedelta(hours=1)
LOOKED_AT = timedelta(days=30)
TARGET = 0.05
# Of fewer, nothing is said in public.
FEWEST = 5


@dataclass(frozen=True)
class Kept:
    """Of one kind: how many answers were due, how many came in time, and from whom."""

    due: int = 0
    in_time: int = 0
    by_team: int = 0
    by_peers: int = 0

    @property
    def share(self) -> float:
        """The part that came in time, from 0 to 1."""
        return self.in_time / self.due if self.due else 0.0


@dataclass(frozen=True)
class Ghosts:
    """Posts of members to which nobody replied or reacted, and those that heard something late.

    Of all of them, those that open topics.
    """

    posts: int = 0
    ghosts: int = 0
    # Somebody replied or reacted, after more than 72 hours.
    late: int = 0
    topics: int = 0
    ghost_topics: int = 0

    @property
    def rate(self) -> float:
        """The part of all posts that nobody answered to this day, from 0 to 1."""
        return self.ghosts / self.posts if self.posts else 0.0

    @property
    def late_rate(self) -> float:
        """The part of all posts that heard something only after 72 hours."""
        return self.late / self.posts if self.posts else 0.0

    @property
    def topic_rate(self) -> float:
        """The same of those that open topics."""
        return self.ghost_topics / self.topics if self.topics else 0.0

    @property
    def is_too_high(self) -> bool:
        """Whether more than one in twenty is left alone."""
        return self.rate >= TARGET


def last_month(now: datetime, time_zone: str) -> tuple[datetime, datetime]:
    """From when until when the month before this one went, where the brand is."""
    here = now.astimezone(ZoneInfo(time_zone))
    ends = here.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    begins = (ends - timedelta(days=1)).replace(day=1)
    return begins.astimezone(UTC), ends.astimezone(UTC)


def kept_between(begins: datetime, ends: datetime) -> Mapping[Kind, Kept]:
    """How many first answers to what began then came in time, by kind; one question.

    What is gone was owed nothing, and what waits for its author is not due yet.
    """
    row = TopicAnswering
    seen = case((row.answerers == Answerers.SEEN, row.seen_at))
    stopped = func.coalesce(row.answered_at, seen)
    kept = stopped <= row.first_due_at
    is_over = and_(row.first_due_at <= clock.now(), row.paused_at.is_(None))
    query = (
        select(
            row.kind,
            func.count(),
            func.count(case((kept, 1))),
            func.count(case((and_(kept, row.answered_by == Answerer.PEER), 1))),
        )
        .join(Topic, Topic.id == row.topic_id)
        .where(row.started_at >= begins, row.started_at < ends, row.first_due_at.is_not(None))
        .where(or_(stopped.is_not(None), is_over), Topic.state == State.PUBLISHED)
        .group_by(row.kind)
    )
    found = db.session.execute(query).all()
    return {
        kind: Kept(due, in_time, in_time - peers, peers)
        for kind, due, in_time, peers in found
        if kind is not None
    }


def ghosts() -> Ghosts:
    """Of what members wrote in the 30 days before the last 72 hours: what nobody answered, and
    what somebody answered late."""
    until = clock.now() - SILENCE
    is_ghost, is_late, is_first = ~_is_heard(), _is_heard() & ~_is_heard_in_time(), Post.number == 1
    query = (
        select(
            func.count(),
            func.count(case((is_ghost, 1))),
            func.count(case((is_late, 1))),
            func.count(case((is_first, 1))),
            func.count(case((and_(is_first, is_ghost), 1))),
        )
        .select_from(Post)
        .join(Topic, Topic.id == Post.topic_id)
        .join(User, User.id == Post.author_id)
        .where(
            Post.created_at > until - LOOKED_AT,
            Post.created_at <= until,
            Post.state == State.PUBLISHED,
            Topic.state == State.PUBLISHED,
            Topic.standing_since.is_(None),
            User.role.not_in(STAFF),
        )
    )
    return Ghosts(*db.session.execute(query).one())


def _is_heard() -> ColumnElement[bool]:
    """Somebody reacted to the post, or somebody else wrote later in its topic."""
    return or_(Post.reaction_count > 0, _replies()[0].exists())


def _is_heard_in_time() -> ColumnElement[bool]:
    """The same, within 72 hours."""
    replies, later = _replies()
    in_time = replies.where(hours_from(Post.created_at, later.created_at) <= HOURS)
    reacted = select(Reaction.id).where(
        Reaction.post_id == Post.id, hours_from(Post.created_at, Reaction.created_at) <= HOURS
    )
    return or_(in_time.exists(), reacted.exists())


def _replies() -> tuple[Select[int], Any]:
    later = aliased(Post)
    replied = select(later.id).where(
        later.topic_id == Post.topic_id,
        later.number > Post.number,
        later.state == State.PUBLISHED,
        later.author_id != Post.author_id,
        ~is_aside(later.id),
    )
    return replied, later
