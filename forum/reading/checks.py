"""What reading promises to `forum verify`."""

from collections.abc import Iterator

from sqlalchemy import select

from forum.kernel.db import db
from forum.kernel.manifest import Check
from forum.reading.models import Position
from forum.topics.models import Topic


def positions_beyond_the_end() -> Iterator[str]:
    """No member has read further than a topic goes."""
    query = (
        select(Position, Topic.last_number)
        .outerjoin(Topic, Topic.id == Position.topic_id)
        .where((Topic.id.is_(None)) | (Position.last_read > Topic.last_number))
    )
    for position, last in db.session.execute(query):
        yield (
            f"member {position.user_id} has read topic {position.topic_id} up to post"
            f" {position.last_read}, but it ends with {last}"
        )


def impossible_positions() -> Iterator[str]:
    """No position lies before the beginning."""
    for position in db.session.scalars(select(Position).where(Position.last_read < 0)):
        yield (
            f"member {position.user_id} stands at {position.last_read} in topic {position.topic_id}"
        )


ALL = [
    Check("nobody has read beyond the end of a topic", positions_beyond_the_end),
    Check("every reading position is a place in its topic", impossible_positions),
]
