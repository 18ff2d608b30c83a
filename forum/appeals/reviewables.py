"""How an appeal answers the review queue."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _

from forum.accounts.models import User
from forum.appeals import actions, policy, queries
from forum.appeals.models import AppealOutcome
from forum.appeals.queries import KIND, Item
from forum.kernel.policy import Verdict
from forum.moderation.kinds import Facts, ReviewKind, Ruled
from forum.moderation.models import Outcome

EXTRACT = 200


class AppealReview(ReviewKind):
    """Yes overturns the decision, no upholds it; people choose on a page of its own."""

    name = KIND
    template = "appeals/_review.html"
    label = _("Appeal")
    reasons = {KIND: _("A member asks somebody else to look at a decision again.")}
    severities = {KIND: 30}
    # The answer has words to the member, and there is a third way.
    has_own_page = True

    def load(self, ids: Collection[int]) -> Mapping[int, Item]:
        """The appeals, with the decisions they are about."""
        return queries.items(ids)

    def facts(self, targets: Collection[Any]) -> Mapping[int, Facts]:
        """Who appeals, and how it begins."""
        return {
            one.id: Facts(
                author_id=one.user.id,
                extract=one.appeal.body[:EXTRACT],
                address=f"/admin/appeals/{one.id}",
            )
            for one in targets
        }

    def may_decide(self, moderator: User, target: Any) -> Verdict:
        """Somebody of the team who had no part in the decision."""
        return policy.can_decide(moderator, target.appeal, target.against)

    def outcomes(self, target: Any) -> Sequence[Outcome]:
        """Overturn it, or let it stand."""
        return (Outcome.DECLINE, Outcome.APPROVE)

    def approve(self, moderator: User, target: Any) -> None:
        """Overturn it; `carry_out` does, because words to the member belong to it."""
        return

    def reject(self, moderator: User, target: Any, note: str) -> None:
        """Let it stand; see `approve`."""
        return

    def carry_out(self, moderator: User, target: Any, ruling: Ruled) -> dict[str, Any]:
        """Decide on the appeal."""
        is_yes = ruling.outcome == Outcome.APPROVE
        outcome = AppealOutcome.OVERTURNED if is_yes else AppealOutcome.UPHELD
        actions.carry_out(moderator, target.id, outcome, ruling.words)
        return {}


ALL = [AppealReview()]
