"""What bookmarks promise to `forum verify`."""

from collections.abc import Iterator

from sqlalchemy import select

from forum.accounts.models import User
from forum.bookmarks.models import Bookmark
from forum.kernel.db import db
from forum.kernel.manifest import Check
from forum.topics.models import Post


def bookmarks_of_nothing() -> Iterator[str]:
    """Every bookmark has its member and its post."""
    query = (
        select(Bookmark.id)
        .outerjoin(User, User.id == Bookmark.user_id)
        .outerjoin(Post, Post.id == Bookmark.post_id)
        .where((User.id.is_(None)) | (Post.id.is_(None)))
    )
    for bookmark_id in db.session.scalars(query):
        yield f"bookmark {bookmark_id} has lost its member or its post"


ALL = [Check("every bookmark leads to a post", bookmarks_of_nothing)]
