"""What kinds of questions, states of rounds and states of promises are called on pages."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from forum.feedback.days import Days
from forum.feedback.models import FeedbackRound, LaunchPromise, QuestionKind, Starts
from forum.feedback.policy import is_late

KINDS: Mapping[QuestionKind, Any] = {
    QuestionKind.SCALE: _("1 to 5"),
    QuestionKind.RECOMMEND: _("Would recommend it, 0 to 10"),
    QuestionKind.SINGLE: _("One of several"),
    QuestionKind.MULTIPLE: _("Some of several"),
    QuestionKind.TEXT: _("In words"),
}
# What stands below a question, so that everybody means the same by a number.
HELPS: Mapping[QuestionKind, Any] = {
    QuestionKind.SCALE: _("1 is poor, 5 is excellent."),
    QuestionKind.RECOMMEND: _("0 is not at all, 10 is certainly."),
    QuestionKind.SINGLE: _("Choose one."),
    QuestionKind.MULTIPLE: _("Choose all that fit."),
    QuestionKind.TEXT: _("In your own words."),
}
STARTS: Mapping[Starts, Any] = {
    Starts.REDEEMED: _("7 days after a member used their code"),
    Starts.CLAIMED: _("As soon as a member has one: it is digital"),
}


def state_of(round_: FeedbackRound | None) -> tuple[str, str, str]:
    """How a round stands: the word, the look of its chip, and its icon."""
    if round_ is None:
        return gettext("Nothing yet"), "", "circle-dashed"
    if round_.said_at:
        return gettext("Answered by you"), "good", "circle-check"
    if round_.published_at:
        return gettext("Asking"), "brand", "clipboard-list"
    return gettext("Draft"), "", "pencil"


def promise_state(promise: LaunchPromise, days: Days) -> tuple[str, str, str]:
    """How a promise stands, said plainly."""
    late = is_late(promise, days)
    if promise.done_at:
        if late:
            return gettext("Kept, and too late"), "warn", "circle-check"
        return gettext("Kept"), "good", "circle-check"
    return (gettext("Late"), "bad", "circle-alert") if late else (gettext("Open"), "", "clock")
