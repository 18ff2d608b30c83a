"""What reading shows on other slices' pages: unread marks and counts, progress, follow controls."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

from forum.accounts.models import User, Viewer
from forum.channels.models import Channel
from forum.kernel.slots import Part
from forum.reading import queries
from forum.reading.models import Level
from forum.reading.queries import ChannelMark
from forum.topics.models import Topic

MOST_SHOWN = 99


def beside_channel(viewer: Viewer, items: Sequence[Channel]) -> Mapping[int, Part]:
    """The number of unread topics in the navigation, and which channels are muted."""
    marks = queries.channel_marks(viewer)
    return {
        channel.id: Part("reading/_channel_mark.html", _mark(marks[channel.id]))
        for channel in items
        if channel.id in marks
    }


def _mark(mark: ChannelMark) -> dict[str, Any]:
    if mark.is_muted:
        return {"state": "muted"}
    if mark.is_stirred:
        return {"state": "unread", "count": str(_("new"))}
    return {
        "state": "unread",
        "count": f"{MOST_SHOWN}+" if mark.unread > MOST_SHOWN else mark.unread,
    }


def channel_follow(viewer: Viewer, items: Sequence[Channel]) -> Mapping[int, Part]:
    """How closely the viewer follows the channel, and a way to change it."""
    if viewer.is_guest:
        return {}
    return {channel.id: _follow(queries.level_in(viewer, channel), channel) for channel in items}


def _follow(level: Level, channel: Channel) -> Part:
    return Part("reading/_follow_channel.html", {"channel": channel, "level": level})


def beside_topic(viewer: Viewer, items: Sequence[Topic]) -> Mapping[int, Part]:
    """How far the viewer has come, places to jump to, and how closely they follow."""
    return {topic.id: _beside(viewer, topic) for topic in items}


def _beside(viewer: Viewer, topic: Topic) -> Part:
    standing = queries.standing_in(viewer, topic) if isinstance(viewer, User) else None
    key = (topic.id, topic.slug, standing)
    return Part("reading/_rail.html", {"topic": topic, "standing": standing}, key=key)


ALL: dict[str, Callable[..., Mapping[int, Part]]] = {
    "channel.nav": beside_channel,
    "channel.follow": channel_follow,
    "topic.rail": beside_topic,
}
