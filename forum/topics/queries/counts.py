"""How much somebody wrote lately, whatever became of it since."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from forum.accounts.models import User
from forum.kernel.db import db
from forum.topics.models import Post, Topic


def topics_started(author: User, *, since: datetime) -> int:
    """Topics that the author started from this moment on."""
    return _count(_posts(author, since).where(Post.number == 1))


def replies_written(author: User, *, since: datetime) -> int:
    """Replies that the author wrote from this moment on; messages of live channels do not count."""
    query = _posts(author, since).join(Topic, Topic.id == Post.topic_id)
    return _count(query.where(Post.number > 1, Topic.standing_since.is_(None)))


def _posts(author: User, since: datetime) -> Any:
    mine = Post.author_id == author.id, Post.created_at > since
    return select(func.count()).select_from(Post).where(*mine)


def _count(query: Any) -> int:
    return db.session.scalar(query) or 0
