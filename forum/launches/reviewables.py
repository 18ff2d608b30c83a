"""How launches answer the review queue: codes that are missing, and entries of one household."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _

from forum.accounts.models import User
from forum.kernel.policy import Verdict
from forum.launches import policy, queries
from forum.launches.actions import ALIKE, CODES, ENTRY_CASE, LAUNCH_CASE
from forum.moderation.kinds import Facts, ReviewKind, Ruled, path_to
from forum.moderation.models import Outcome


class CodesMissing(ReviewKind):
    """Members took one and wait for a code; it ends by itself when codes are added."""

    name = LAUNCH_CASE
    template = "launches/_review.html"
    label = _("Codes of a launch are missing")
    reasons = {CODES: _("Members have taken one and wait for a code.")}
    severities = {CODES: 35}
    has_own_page = True
    # Others wait for codes as well.
    waits_without_them = True

    def load(self, ids: Collection[int]) -> Mapping[int, Any]:
        """The launches."""
        return queries.launches_by_ids(ids)

    def facts(self, targets: Collection[Any]) -> Mapping[int, Facts]:
        """Which launch it is, and its page for the team."""
        return {
            one.id: Facts(
                extract=one.title, address=path_to("launches_admin.show", launch_id=one.id)
            )
            for one in targets
        }

    def may_decide(self, moderator: User, target: Any) -> Verdict:
        """Who arranges launches."""
        return policy.can_arrange(moderator)

    def approve(self, moderator: User, target: Any) -> None:
        """Nothing is left to do."""

    def reject(self, moderator: User, target: Any, note: str) -> None:
        """Nothing is left to do."""


class Household(ReviewKind):
    """Entries that look like those of one person. Nobody is kept out by that: somebody looks."""

    name = ENTRY_CASE
    template = "launches/_review_alike.html"
    label = _("Entries that look alike")
    yes = _("I have looked at it")
    reasons = {ALIKE: _("Two accounts in one launch look like those of one person.")}
    severities = {ALIKE: 20}

    def load(self, ids: Collection[int]) -> Mapping[int, Any]:
        """The entries, each with those that are like it."""
        return queries.alike_by_ids(ids)

    def facts(self, targets: Collection[Any]) -> Mapping[int, Facts]:
        """Whose it is, and where entries are listed."""
        return {
            one.id: Facts(
                author_id=one.entry.user_id,
                extract=one.launch.title,
                address=path_to("launches_admin.entries", launch_id=one.launch.id),
            )
            for one in targets
        }

    def may_decide(self, moderator: User, target: Any) -> Verdict:
        """Who arranges launches."""
        return policy.can_arrange(moderator)

    def outcomes(self, target: Any) -> Sequence[Outcome]:
        """That somebody has looked: what follows from it is decided among the entries."""
        return (Outcome.APPROVE,)

    def approve(self, moderator: User, target: Any) -> None:
        """Somebody has looked; the entries stay."""

    def reject(self, moderator: User, target: Any, note: str) -> None:
        """The same."""

    def take_back(self, target: Any, ruling: Ruled) -> None:
        """Nothing was changed."""


ALL = [CodesMissing(), Household()]
