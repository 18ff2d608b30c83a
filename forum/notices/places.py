"""Where a notice leads: the page of the thing itself, closed to whoever may not see it."""

from typing import Any

from forum.notices.kinds import NoticeKind
from forum.notices.queries import Line


def place_of(line: Line) -> tuple[str, dict[str, Any]]:
    """The endpoint and its values."""
    notice = line.notice
    if notice.kind == NoticeKind.REQUEST:
        return "channels.members", {"slug": line.channel_slug}
    if line.news is not None:
        return line.news.endpoint, dict(line.news.values)
    if line.badge is not None:
        return "badges.show", {"badge": line.badge.slug}
    if notice.kind == NoticeKind.REJECTED:
        return "drafts.index", {}
    if notice.kind == NoticeKind.FOLLOWED:
        return "reading.first_unread", {"slug": line.slug, "topic_id": notice.topic_id}
    if notice.post_id is not None:
        return "topics.post", {"post_id": notice.post_id}
    return "home.channel", {"slug": line.channel_slug}
