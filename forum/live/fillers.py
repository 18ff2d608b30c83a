"""What live puts into pages: the pass to a stream, and where what comes in is shown."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import current_app

from forum.accounts.models import Viewer
from forum.channels.models import Channel
from forum.kernel.slots import Part
from forum.live.passes import pass_for_viewer
from forum.topics.models import Topic


def in_head(viewer: Viewer) -> Sequence[Part]:
    """The pass, and the event from which on the page has to be told."""
    word = pass_for_viewer()
    if word is None:
        return []
    mark: Callable[[], int] | None = current_app.extensions.get("live_mark")
    return [Part("live/_head.html", {"word": word, "since": mark() if mark else ""})]


def in_channel(viewer: Viewer, items: Sequence[Channel]) -> Mapping[int, Part]:
    """Which channel's list the page shows."""
    return {channel.id: Part("live/_channel.html", {"channel": channel}) for channel in items}


def below_posts(viewer: Viewer, items: Sequence[Topic]) -> Mapping[int, Part]:
    """Where new posts are announced, and who is replying."""
    return {topic.id: Part("live/_topic.html", {"topic": topic}) for topic in items}


ALL: dict[str, Callable[[Any, Sequence[Any]], Mapping[int, Part]]] = {
    "channel.head": in_channel,
    "topic.end": below_posts,
}
PAGES = {"site.head": in_head}
