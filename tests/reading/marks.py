"""What lists show as unread, asked for as their rows ask for it."""

from sqlalchemy import select

from forum.accounts.models import User
from forum.kernel.db import db
from forum.reading import policy, queries
from forum.reading.queries import Unread
from forum.topics.models import Topic


def unread_in(viewer, topics):
    """The unread posts of topics, by their id; nothing for those that are read."""
    if not isinstance(viewer, User):
        return {}
    marks = select(Topic.id, queries.unread_count(viewer), queries.is_new(viewer))
    query = policy.standing(marks, viewer).where(
        Topic.id.in_([topic.id for topic in topics]), policy.is_unread(viewer)
    )
    return {
        topic_id: Unread(max(count, 1), is_new=whole)
        for topic_id, count, whole in db.session.execute(query)
    }
