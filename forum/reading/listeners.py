"""What reading notes when it hears of posts, and when somebody has a topic on the screen."""

import hashlib
import hmac
import re
from collections.abc import Sequence
from datetime import datetime

from flask import current_app, request

from forum.accounts.models import Viewer
from forum.accounts.session import member
from forum.accounts.signals import MemberLeft, MembersMerged
from forum.channels.signals import ChannelsMerged
from forum.kernel import clock, handover
from forum.kernel.bus import Listeners, Many
from forum.kernel.gather import Gatherer
from forum.kernel.shown import Shown
from forum.reading import actions
from forum.reading.models import ChannelLevel, Position
from forum.topics.signals import PostPublished, PostsMoved
from forum.web import limits

ROBOTS = re.compile(r"bot|crawl|spider|slurp|preview|monitor|archiver|feedfetcher", re.IGNORECASE)

positions: Gatherer[int] = Gatherer("positions", actions.keep_positions, max)
visits: Gatherer[datetime] = Gatherer("visits", actions.count_visits, max)


def note_shown(viewer: Viewer, shown: Shown) -> None:
    """Remember that the viewer has a topic on the screen, up to some post."""
    if shown.kind != "topic" or not _is_looking(viewer):
        return
    if viewer.is_member:
        positions.note((viewer.id, shown.id), shown.up_to)
    if not _is_robot():
        visits.note((_visitor(viewer), shown.id), clock.now())


def _is_looking(viewer: Viewer) -> bool:
    """Whether it is really the viewer who looks: no stand-in of staff, no page fetched ahead."""
    ahead = request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))
    return viewer.id == member().id and "prefetch" not in ahead and request.method == "GET"


def _is_robot() -> bool:
    browser = request.user_agent.string
    return not browser or ROBOTS.search(browser) is not None


def _visitor(viewer: Viewer) -> str:
    """A word for the visitor that only this forum can make, and for guests only today."""
    who = f"member {viewer.id}" if viewer.is_member else _guest()
    key = current_app.config["SECRET_KEY"].encode()
    return hmac.new(key, who.encode(), hashlib.sha256).hexdigest()[:32]


def _guest() -> str:
    return f"{clock.now():%Y-%m-%d} {limits.address()} {request.user_agent.string}"


def hear_posts(signals: Sequence[PostPublished]) -> None:
    """Let those who write have read what they answer."""
    actions.note_own_posts((post.author_id, post.topic_id, post.number) for post in signals)


def hear_move(signal: PostsMoved) -> None:
    """Let what was read stay read where it stands now."""
    actions.carry_positions(signal.post_ids, signal.from_topic_id, to_topic_id=signal.to_topic_id)


def hear_merge(signal: ChannelsMerged) -> None:
    """Let the levels of a merged channel hold where its topics are now."""
    actions.merge_levels(signal.from_id, signal.into_id)


def hand_over(signal: MembersMerged) -> None:
    """Let what either of two accounts has read count as read by the one member."""
    actions.hand_over(signal.from_id, signal.into_id)


def let_go(signal: MemberLeft) -> None:
    """Nobody reads on where somebody who left has stopped."""
    handover.let_go(Position.user_id, ChannelLevel.user_id, of=signal.user_id)


ALL: Listeners = [
    (PostPublished, Many(hear_posts)),
    (PostsMoved, hear_move),
    (ChannelsMerged, hear_merge),
    (MembersMerged, hand_over),
    (MemberLeft, let_go),
]
