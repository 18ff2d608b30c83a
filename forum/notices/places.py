"""Where a notice leads: the page of the thing itself, closed to whoever may not see it."""

from typing import Any

from forum.notices.kinds import NoticeKind
from forum.notices.news import MEMBER
from forum.notices.queries import Line


def place_of(line: Line) -> tuple[str, dict[str, Any]]:
    """The endpoint and its values."""
    notice = line.notice
    if notice.kind == NoticeKind.REQUEST:
        return "channels.members", {"slug": line.channel_slug}
    news = line.news
    if news is not None and notice.post_id is None:
        by = {"username": line.actor.username} if news.endpoint == MEMBER and line.actor else {}
        return news.endpoint, {**news.values, **by}
    if line.badge is not None:
        return "badges.show", {"badge": line.badge.slug}
    if notice.kind == NoticeKind.REJECTED:
        return "drafts.index", {}
    if notice.kind == NoticeKind.FOLLOWED:
        return "reading.first_unread", {"slug": line.slug, "topic_id": notice.topic_id}
    if notice.post_id is not None:
        return "topics.post", {"post_id": notice.post_id}
    return "home.channel", {"slug": line.channel_slug}
