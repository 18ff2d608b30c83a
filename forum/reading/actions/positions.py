"""How far members have read. A position only goes forward."""

from collections.abc import Collection, Hashable, Iterable, Mapping
from functools import lru_cache
from typing import cast

from sqlalchemy import bindparam, case, select, update

from forum.accounts import actions as accounts
from forum.accounts.models import User
from forum.activity import actions as activity
from forum.channels.models import Channel
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import require
from forum.kernel.unit import action
from forum.kernel.upsert import INSERTS, Insert, insert
from forum.reading import policy, queries
from forum.reading.models import ChannelLevel, Level, Position
from forum.topics.models import Topic


@action
def keep_positions(notes: dict[Hashable, int]) -> None:
    """Write how far members have read: post numbers by (member, topic)."""
    read = cast("dict[tuple[int, int], int]", notes)
    ends = _last_numbers({topic_id for _, topic_id in read})
    people = _existing({user_id for user_id, _ in read})
    rows = [
        {"user_id": user_id, "topic_id": topic_id, "last_read": min(number, ends[topic_id])}
        for (user_id, topic_id), number in sorted(read.items())
        if topic_id in ends and user_id in people
    ]
    if rows:
        db.session.execute(_forward(insert(Position).values(rows)))
        activity.note_visits({row["user_id"] for row in rows})


@action
def note_own_posts(posts: Iterable[tuple[int, int, int]]) -> None:
    """Whoever writes has read up to there, and follows the topic unless they chose a level.

    A post is given by its author, its topic and its number.
    """
    rows = [
        {"user_id": user_id, "topic_id": topic_id, "last_read": number}
        for user_id, topic_id, number in sorted(posts)
    ]
    db.session.execute(_own_post(db.session.get_bind().dialect.name), rows)


@action
def catch_up(member: User) -> None:
    """Let everything up to now count as read."""
    require(policy.can_keep(member))
    accounts.catch_up(member)
    _close_gaps(member)
    queries.forget_counts()


@action
def catch_up_in(member: User, channel: Channel) -> None:
    """Let everything in a channel up to now count as read."""
    require(policy.can_keep(member))
    row = insert(ChannelLevel).values(
        user_id=member.id, channel_id=channel.id, level=Level.NORMAL, caught_up_at=clock.now()
    )
    db.session.execute(
        row.on_conflict_do_update(
            index_elements=["user_id", "channel_id"],
            set_={"caught_up_at": row.excluded.caught_up_at},
        )
    )
    _close_gaps(member, Topic.channel_id == channel.id)
    queries.forget_counts()


@lru_cache
def _own_post(dialect: str) -> Insert:
    """Made once for each kind of database: everybody who writes needs it."""
    names = ("user_id", "topic_id", "last_read")
    row = INSERTS[dialect](Position.__table__).values(
        level=Level.FOLLOWING, **{name: bindparam(name) for name in names}
    )
    chosen = case((Position.level.is_(None), Level.FOLLOWING), else_=Position.level)
    return _forward(row, level=chosen)


def _forward(row: Insert, **more: object) -> Insert:
    """On a position that is there already: never backwards."""
    further = row.excluded.last_read > Position.last_read
    changes = {
        "last_read": case((further, row.excluded.last_read), else_=Position.last_read),
        "read_at": case((further, row.excluded.read_at), else_=Position.read_at),
    }
    return row.on_conflict_do_update(
        index_elements=["user_id", "topic_id"], set_={**changes, **more}
    )


def _close_gaps(member: User, *where: object) -> None:
    """Move the member's positions to the ends of their topics."""
    ends = select(Topic.last_number).where(Topic.id == Position.topic_id).scalar_subquery()
    gone_on = select(Topic.id).where(
        Topic.id == Position.topic_id,
        Topic.last_number > Position.last_read,
        *where,  # type: ignore[arg-type]
    )
    mine = update(Position).where(
        Position.user_id == member.id, Position.last_read > 0, gone_on.exists()
    )
    db.session.execute(mine.values(last_read=ends).execution_options(synchronize_session=False))


def _last_numbers(topic_ids: Collection[int]) -> Mapping[int, int]:
    query = select(Topic.id, Topic.last_number).where(Topic.id.in_(topic_ids))
    return {row.id: row.last_number for row in db.session.execute(query)}


def _existing(user_ids: Collection[int]) -> set[int]:
    return set(db.session.scalars(select(User.id).where(User.id.in_(user_ids))))
