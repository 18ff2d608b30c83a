"""How new members answer the review queue, on sites that approve by hand."""

from collections.abc import Collection, Mapping
from typing import Any

from flask_babel import lazy_gettext as _

from forum.accounts import actions as accounts
from forum.accounts import queries
from forum.accounts.models import User
from forum.moderation.kinds import Facts, ReviewKind
from forum.moderation.models import Reviewable


class MemberReview(ReviewKind):
    """Somebody has signed up and waits to be let in."""

    name = "member"
    template = "moderation/_member_review.html"
    label = _("New member")
    reasons = {"approval": _("Signed up, and waits to be let in.")}

    def title(self, case: Reviewable, target: Any) -> Any:
        """What the case is called in the queue."""
        return _("New member to approve")

    def load(self, ids: Collection[int]) -> Mapping[int, User]:
        """The members themselves."""
        return queries.members_by_ids(ids)

    def facts(self, targets: Collection[User]) -> Mapping[int, Facts]:
        """Who asks to come in."""
        return {user.id: Facts(author_id=user.id, extract=user.username) for user in targets}

    def approve(self, moderator: User, target: User) -> None:
        """Let them in."""
        accounts.approve(moderator, target)

    def reject(self, moderator: User, target: User, note: str) -> None:
        """Leave the account closed; the note goes by mail."""
        accounts.turn_away(moderator, target, note=note)


ALL = [MemberReview()]
