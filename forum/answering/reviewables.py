"""How a topic that waits for too long answers the review queue."""

from collections.abc import Collection, Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Select

from forum.accounts.models import User, Viewer
from forum.answering import actions, policy, queries
from forum.answering.models import Kind
from forum.answering.queries import Waiting
from forum.channels import queries as channels
from forum.kernel.policy import Verdict
from forum.moderation.kinds import Facts, ReviewKind, path_to


class TopicWaits(ReviewKind):
    """Yes: I have seen it and see to it. No: nothing is owed here. An answer ends it by itself."""

    name = actions.CASE
    template = "answering/_review.html"
    label = _("A topic that waits")
    yes, no = _("I have seen it"), _("No answer is owed")
    reasons = {
        "late": _("It should have been answered by now."),
        str(Kind.PRESS): _("It looks like press or legal: nobody replies, somebody is called."),
    }
    severities = {"late": 15, str(Kind.PRESS): 20}

    def load(self, ids: Collection[int]) -> Mapping[int, Waiting]:
        """The topics with what is known of their answers."""
        return queries.waiting_by_ids(ids)

    def facts(self, targets: Collection[Any]) -> Mapping[int, Facts]:
        """Which topic it is, and where it stands."""
        return {
            one.id: Facts(
                channel_id=one.topic.channel_id,
                author_id=one.topic.author_id,
                extract=one.topic.title,
                address=path_to("topics.show", slug=one.topic.slug, topic_id=one.id),
                place=one.topic.channel.name,
            )
            for one in targets
        }

    def may_decide(self, moderator: User, target: Any) -> Verdict:
        """Who looks after the channel."""
        return policy.can_tend(moderator, channels.seat_in(moderator, target.topic.channel))

    def decides(self, viewer: Viewer) -> bool:
        """Channel moderators do, in their channels."""
        return channels.looks_after_some(viewer)

    def decidable_by(self, viewer: Viewer) -> Select[int] | None:
        """Topics of the channels that the viewer looks after."""
        return queries.topics_looked_after_by(viewer)

    def approve(self, moderator: User, target: Any) -> None:
        """Somebody has seen it."""
        actions.acknowledge(moderator, target.topic)

    def reject(self, moderator: User, target: Any, note: str) -> None:
        """Nothing is owed: it is of no kind."""
        actions.choose_kind(moderator, target.topic, None)


ALL = [TopicWaits()]
