"""What members fill in to write to each other, and the words for what is wrong with it."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice

from forum.kernel.policy import Invalid
from forum.messages.models import Complaint, Reach
from forum.uploads import forms as uploads
from forum.web.forms import Form, TextForm

PROBLEMS: Mapping[tuple[str, str], Any] = {
    ("body", "empty"): _l("Write something first."),
    ("body", "too_long"): _l("Keep it below %(most)s characters: split it into two messages."),
    ("title", "too_long"): _l("Keep the title below %(most)s characters."),
    ("note", "too_long"): _l("Keep it below %(most)s characters."),
    ("to", "nobody"): _l("Say to whom you write."),
    ("to", "unknown"): _l("Nobody here is called %(name)s. Look at the spelling of the username."),
    ("to", "too_many"): _l("Your standing lets you write to %(most)s at once."),
    ("to", "yourself"): _l("You are in the conversation yourself: name the others."),
    ("to", "silenced"): _l("For now you can write to the team only, and %(name)s is not in it."),
    ("to", "you_blocked"): _l("You have blocked %(name)s. Unblock them first to write to them."),
    ("to", "not_reachable"): _l("You cannot write to %(name)s: they take no messages now."),
    ("to", "has_left"): _l("%(name)s has left this conversation. Begin a new one with them."),
}
COMPLAINTS = {
    Complaint.UNWANTED: _l("I do not want to be written to like this"),
    Complaint.HURTFUL: _l("It insults, threatens or harasses"),
    Complaint.SPAM: _l("It advertises or deceives"),
    Complaint.OTHER: _l("Something else"),
}
REACHES = {
    Reach.EVERYBODY: _l("Everybody"),
    Reach.FOLLOWED: _l("People I follow"),
    Reach.NOBODY: _l("Nobody"),
}


class MessageForm(TextForm):
    body = TextAreaField(_l("Your message"))

    def blame(self, error: Invalid) -> None:
        """Say at its field what is wrong."""
        blame(self, error)


class NewForm(MessageForm):
    to = StringField(_l("To"))
    title = StringField(_l("Title"))


class PeopleForm(Form):
    to = StringField(_l("Who shall join"))


class ReportForm(Form):
    complaint = RadioField(
        _l("What is wrong with it"),
        choices=[SelectChoice(word.value, label) for word, label in COMPLAINTS.items()],
        default=Complaint.UNWANTED.value,
    )
    note = TextAreaField(_l("Your words to the team"))


class ReachForm(Form):
    reach = RadioField(
        _l("Who may begin a conversation with you"),
        choices=[SelectChoice(word.value, label) for word, label in REACHES.items()],
    )


def blame(form: Form, error: Invalid) -> None:
    """Say at its field what is wrong; a picture stands in the text."""
    if error.field == "file":
        form["body"].errors = [uploads.said(error)]
        return
    words = PROBLEMS.get((error.field, error.reason), _l("Please look at this again."))
    field = getattr(form, error.field, None) or next(iter(form))
    field.errors = [str(words) % error.details]
