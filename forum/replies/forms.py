"""What is filled in for a saved reply."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import DateField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from forum.accounts.models import User
from forum.answering.wording import KINDS
from forum.channels.models import Channel
from forum.kernel.policy import Invalid
from forum.pages.wording import HARMS
from forum.replies import wording
from forum.replies.actions import ReplyPlan
from forum.replies.models import SavedReply
from forum.web.forms import Form
from forum.web.language import LANGUAGES

PROBLEMS: Mapping[tuple[str, str], Any] = {
    ("title", "empty"): _("Give it a title."),
    ("title", "too_long"): _("Keep it to %(most)s characters."),
    ("title", "taken"): _("There is one of this title in this language already."),
    ("title", "too_many"): _("There are %(most)s already. Archive one that nobody uses."),
    ("body", "empty"): _("Write the text."),
    ("body", "too_long"): _("Keep it to %(most)s characters."),
    ("body", "unknown_variable"): _(
        "Nobody knows what %(name)s stands for. Take one of those in the list below."
    ),
}


STEP_PROBLEMS: Mapping[tuple[str, str], Any] = {
    ("message", "empty"): _("Write the message."),
    ("promise", "empty"): _("Say what you promise."),
    ("promise", "too_long"): _("Keep it to %(most)s characters."),
    ("day", "empty"): _("Choose the day."),
    ("day", "past"): _("Choose a day that is still to come."),
    ("day", "too_far"): _("Choose a day within a year."),
    ("outcome", "empty"): _("Say what was done: a complaint does not end without it."),
    ("outcome", "too_long"): _("Keep it to %(most)s characters."),
    ("body", "empty"): _("Write what everybody shall read."),
}


class ManyField(SelectMultipleField):
    """Several of some choices, each with a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class SavedReplyForm(Form):
    title = StringField(_("Title"), [DataRequired(_("Give it a title."))])
    language = SelectField(_("Language"), choices=[SelectChoice(*one) for one in LANGUAGES.items()])
    body = TextAreaField(_("Text"))
    kinds = ManyField(_("Kinds of message"))
    reasons = ManyField(_("Reasons of cases"))
    channels = ManyField(_("Only in these channels"), coerce=int)
    owner = SelectField(_("Who looks after it"), coerce=int, default=0)

    def offer(self, channels: Sequence[Channel], team: Sequence[User]) -> None:
        """The choices, in the language of the page."""
        self.kinds.choices = [SelectChoice(str(kind), said) for kind, said in KINDS.items()]
        harms = [SelectChoice(str(harm), said) for harm, said in HARMS.items()]
        self.reasons.choices = [*harms, *(SelectChoice(*one) for one in wording.clauses().items())]
        self.channels.choices = [SelectChoice(one.id, one.name) for one in channels]
        people = [SelectChoice(one.id, one.display_name) for one in team]
        self.owner.choices = [SelectChoice(0, _("Nobody")), *people]

    @classmethod
    def of(
        cls, reply: SavedReply | None, channels: Sequence[Channel], team: Sequence[User]
    ) -> "SavedReplyForm":
        """The form as the saved reply is now, or empty."""
        form = cls() if reply is None else cls(data=_values(reply))
        form.offer(channels, team)
        return form

    @property
    def plan(self) -> ReplyPlan:
        """What was filled in."""
        return ReplyPlan(
            title=self.title.data or "",
            body=self.body.data or "",
            language=self.language.data or "en",
            reasons=tuple(self.reasons.data or ()),
            kinds=tuple(self.kinds.data or ()),
            channel_ids=tuple(self.channels.data or ()),
            owner_id=self.owner.data or None,
        )

    def blame(self, error: Invalid) -> None:
        """Put the words at the field."""
        words = PROBLEMS.get((error.field, error.reason), _("Please look at this again."))
        field = self[error.field if error.field in self else "title"]
        field.errors = [*field.errors, str(words) % error.details]


class ComplaintForm(Form):
    """One form for all steps of a complaint; each button sends its own part of it."""

    message = TextAreaField(_("Your private message"))
    promise = StringField(_("What you promise"))
    day = DateField(_("Until when"), [Optional()])
    outcome = TextAreaField(_("What was done"))
    body = TextAreaField(_("What everybody reads"))

    def blame(self, error: Invalid) -> None:
        """Put the words at the field of the step that was pressed."""
        name = "message" if self.message.data and error.field == "body" else error.field
        known = STEP_PROBLEMS.get((name, error.reason), _("Please look at this again."))
        words = error.details.get("words") or str(known) % error.details
        field = self[name if name in self else "message"]
        field.errors = [*field.errors, str(words)]


def _values(reply: SavedReply) -> dict[str, Any]:
    return {
        "title": reply.title,
        "language": reply.language,
        "body": reply.body,
        "kinds": reply.kinds,
        "reasons": reply.reasons,
        "channels": reply.channel_ids,
        "owner": reply.owner_id or 0,
    }
