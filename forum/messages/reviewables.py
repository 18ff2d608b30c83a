"""How reported messages answer the review queue."""

from collections.abc import Collection, Mapping
from typing import Any

from flask_babel import lazy_gettext as _

from forum.accounts.models import User
from forum.markup.render import excerpt
from forum.messages import actions, queries
from forum.messages.models import Complaint, MessageReport
from forum.moderation.kinds import Facts, ReviewKind
from forum.moderation.models import Reviewable


class ReportReview(ReviewKind):
    """A private message that somebody showed to the team; approving it leaves it where it is."""

    name = queries.REPORT
    template = "messages/_report_review.html"
    severities = {
        Complaint.UNWANTED.value: 20,
        Complaint.HURTFUL.value: 45,
        Complaint.SPAM.value: 35,
        Complaint.OTHER.value: 15,
    }
    label = _("Private message")
    reasons = {
        Complaint.UNWANTED.value: _("Reported: does not want to be written to like this."),
        Complaint.HURTFUL.value: _("Reported: insults, threatens or harasses."),
        Complaint.SPAM.value: _("Reported: advertises or deceives."),
        Complaint.OTHER.value: _("Reported: something else."),
    }

    def load(self, ids: Collection[int]) -> Mapping[int, MessageReport]:
        return queries.reports_by_ids(ids)

    def title(self, case: Reviewable, target: Any) -> Any:
        """What the case is called in the queue."""
        return _("Reported message")

    def facts(self, targets: Collection[MessageReport]) -> Mapping[int, Facts]:
        """Who wrote it, and how it begins: as it stood when it was reported."""
        return {
            report.id: Facts(author_id=report.message.author_id, extract=excerpt(_reported(report)))
            for report in targets
        }

    def approve(self, moderator: User, target: MessageReport) -> None:
        """Nothing is wrong with it: it stays."""
        return

    def reject(self, moderator: User, target: MessageReport, note: str) -> None:
        """Take all of them away; what the team was shown of them stays with the case."""
        for report in (target, *target.joined):
            actions.remove(moderator, report.message)

    def note_look(self, moderator: User, target: MessageReport) -> None:
        """Private messages are read by nobody in silence."""
        actions.note_look(moderator, target)


def _reported(report: MessageReport) -> str:
    number = report.message.number
    return next((line.body for line in report.lines if line.number == number), "")


ALL: list[ReviewKind] = [ReportReview()]
