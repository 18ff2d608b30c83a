"""What happens to positions and levels when posts are moved and channels merged."""

from collections.abc import Sequence

from sqlalchemy import ScalarSelect, and_, case, delete, func, literal, or_, select, update
from sqlalchemy.orm import aliased

from forum.kernel.db import db
from forum.kernel.unit import action
from forum.kernel.upsert import insert
from forum.reading.models import ChannelLevel, Position
from forum.topics.models import Post, PostAddress

# As many ids in one question as every database takes.
AT_ONCE = 1000
CARRIED = ["user_id", "topic_id", "last_read", "level", "read_at"]


@action
def merge_levels(from_id: int, into_id: int) -> None:
    """Let levels of a merged channel hold in the one that took it in; a level chosen there wins."""
    there = aliased(ChannelLevel)
    chosen = select(there.user_id).where(there.channel_id == into_id)
    keep = update(ChannelLevel).where(
        ChannelLevel.channel_id == from_id, ChannelLevel.user_id.not_in(chosen)
    )
    options = {"synchronize_session": False}
    db.session.execute(
        # What counted as read here does not count so there.
        keep.values(channel_id=into_id, caught_up_at=None).execution_options(**options)
    )
    rest = delete(ChannelLevel).where(ChannelLevel.channel_id == from_id)
    db.session.execute(rest.execution_options(**options))


@action
def carry_positions(post_ids: Sequence[int], from_topic_id: int, *, to_topic_id: int) -> None:
    """Let what was read before it moved stay read, and who followed it follow it there.

    Moved posts keep their order, so what a member had read of them is their beginning. It counts
    for members who have also read all that stands before them.
    """
    first = _lowest_number(post_ids, to_topic_id)
    reached = _reached(from_topic_id, to_topic_id, first=first)
    there = aliased(Position)
    has_read_on = func.coalesce(there.last_read, 0) >= first - 1
    last_read = case((has_read_on, func.coalesce(reached, 0)), else_=0)
    readers = (
        select(Position.user_id, literal(to_topic_id), last_read, Position.level, Position.read_at)
        .outerjoin(there, and_(there.user_id == Position.user_id, there.topic_id == to_topic_id))
        .where(
            Position.topic_id == from_topic_id,
            or_(reached.is_not(None), Position.level.is_not(None)),
        )
    )
    row = insert(Position).from_select(CARRIED, readers)
    further = row.excluded.last_read > Position.last_read
    changes = {
        "last_read": case((further, row.excluded.last_read), else_=Position.last_read),
        "level": func.coalesce(Position.level, row.excluded.level),
    }
    db.session.execute(
        row.on_conflict_do_update(index_elements=["user_id", "topic_id"], set_=changes)
    )


def _lowest_number(post_ids: Sequence[int], topic_id: int) -> int:
    """Where the moved posts begin in their new topic."""
    found = []
    for start in range(0, len(post_ids), AT_ONCE):
        some = Post.id.in_(post_ids[start : start + AT_ONCE])
        query = select(func.min(Post.number)).where(some, Post.topic_id == topic_id)
        found.append(db.session.scalar(query))
    return min((number for number in found if number is not None), default=1)


def _reached(from_topic_id: int, to_topic_id: int, *, first: int) -> ScalarSelect[int | None]:
    """The new number of the last moved post that the holder of a position had read."""
    query = (
        select(func.max(Post.number))
        .join(PostAddress, PostAddress.post_id == Post.id)
        .where(
            PostAddress.topic_id == from_topic_id,
            PostAddress.number <= Position.last_read,
            Post.topic_id == to_topic_id,
            Post.number >= first,
        )
    )
    return query.correlate(Position).scalar_subquery()
