"""How a promise that is late answers the review queue."""

from collections.abc import Collection, Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Select

from forum.accounts.models import User, Viewer
from forum.answering import queries as answering
from forum.channels import queries as channels
from forum.kernel.policy import Verdict
from forum.moderation.kinds import Facts, ReviewKind, path_to
from forum.replies import actions, queries
from forum.replies.queries import Item
from forum.topics import policy as writing


class LatePromise(ReviewKind):
    """Yes: it is kept. No: it is taken back. A new day for it ends the case by itself."""

    name = actions.LATE
    template = "replies/_review.html"
    label = _("A promise that is late")
    yes, no = _("It is kept"), _("Take it back")
    reasons = {"late": _("Somebody who complained was promised this.")}
    severities = {"late": 20}

    def load(self, ids: Collection[int]) -> Mapping[int, Item]:
        """The complaints with what was promised."""
        return queries.complaints_by_ids(ids)

    def facts(self, targets: Collection[Any]) -> Mapping[int, Facts]:
        """Which topic it is, and where it stands."""
        return {
            one.id: Facts(
                channel_id=one.topic.channel_id,
                author_id=one.topic.author_id,
                extract=one.row.promise if one.row is not None else one.topic.title,
                address=path_to("replies.complaint", topic_id=one.id),
                place=one.topic.channel.name,
            )
            for one in targets
        }

    def may_decide(self, moderator: User, target: Any) -> Verdict:
        """Who looks after the channel."""
        seat = channels.seat_in(moderator, target.topic.channel)
        return writing.can_moderate(moderator, seat)

    def decides(self, viewer: Viewer) -> bool:
        """Channel moderators do, in their channels."""
        return channels.looks_after_some(viewer)

    def decidable_by(self, viewer: Viewer) -> Select[int] | None:
        """Complaints in the channels that the viewer looks after."""
        return answering.topics_looked_after_by(viewer)

    def approve(self, moderator: User, target: Any) -> None:
        """It is done."""
        actions.keep(moderator, target.topic)

    def reject(self, moderator: User, target: Any, note: str) -> None:
        """It will not be done."""
        actions.take_promise_back(moderator, target.topic)


ALL = [LatePromise()]
