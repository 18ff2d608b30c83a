"""Who may keep posts, and which kept ones they still may read."""

from sqlalchemy import ColumnElement, and_

from forum.accounts.models import Viewer
from forum.bookmarks.models import Bookmark
from forum.kernel.policy import ALLOW, Verdict, deny
from forum.topics import policy as topics

LONGEST_NOTE = 300


def can_keep(viewer: Viewer) -> Verdict:
    """Whether the viewer may keep a post that they may read."""
    return ALLOW if viewer.is_member else deny("sign_in_needed")


def can_change(viewer: Viewer, bookmark: Bookmark) -> Verdict:
    """Whether the bookmark is the viewer's; nobody else's business, staff included."""
    return ALLOW if viewer.is_member and bookmark.user_id == viewer.id else deny("not_yours")


def readable_to(viewer: Viewer) -> ColumnElement[bool]:
    """Whether a kept post is open to the viewer; the query joins Post, Topic and Channel."""
    return and_(topics.topics_visible_to(viewer), topics.posts_visible_to(viewer))
