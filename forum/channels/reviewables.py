"""How requests for entry answer the review queue."""

from collections.abc import Collection, Mapping

from flask_babel import lazy_gettext as _
from sqlalchemy import Select

from forum.accounts.models import User, Viewer
from forum.channels import actions, policy, queries
from forum.channels.models import EntryRequest
from forum.kernel.policy import Verdict
from forum.markup.render import excerpt
from forum.moderation.kinds import Facts, ReviewKind, path_to


class EntryReview(ReviewKind):
    """A member waits at the door of a private channel; its own moderators decide, and staff do."""

    name = "entry"
    template = "channels/_review.html"
    label = _("Request to join")
    reasons = {"entry": _("Asks to join a private channel.")}

    def load(self, ids: Collection[int]) -> Mapping[int, EntryRequest]:
        """The requests with their channels and people."""
        return queries.requests_by_ids(ids)

    def facts(self, targets: Collection[EntryRequest]) -> Mapping[int, Facts]:
        """Where they want to come in, and what they say."""
        return {
            request.id: Facts(
                channel_id=request.channel_id,
                author_id=request.user_id,
                extract=excerpt(request.message or ""),
                address=path_to("channels.about", slug=request.channel.slug),
                place=request.channel.name,
            )
            for request in targets
        }

    def may_decide(self, moderator: User, target: EntryRequest) -> Verdict:
        """Those decide who may let people in by hand."""
        return policy.can_admit(moderator, queries.seat_in(moderator, target.channel))

    def decides(self, viewer: Viewer) -> bool:
        """Whoever looks after a channel decides who comes in."""
        return queries.looks_after_some(viewer)

    def decidable_by(self, viewer: Viewer) -> Select[int] | None:
        """Requests at the doors of their own channels."""
        return queries.requests_looked_after_by(viewer)

    def hold(self, target: EntryRequest) -> None:
        """Nobody merges the channel before the member is in."""
        actions.hold(target.channel)

    def approve(self, moderator: User, target: EntryRequest) -> None:
        """Let the member in."""
        actions.admit_asker(moderator, target)

    def reject(self, moderator: User, target: EntryRequest, note: str) -> None:
        """Leave the door closed, with words on the channel's page."""
        actions.refuse_asker(moderator, target, note)


ALL = [EntryReview()]
