"""What the team writes down after it has talked."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, IntegerField, TextAreaField
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from forum.governance.alike import Likeness
from forum.kernel.policy import Invalid
from forum.web.forms import Form

PROBLEMS: Mapping[tuple[str, str], Any] = {
    ("note", "empty"): _("Write in a sentence what you agreed on."),
    ("note", "too_long"): _("Keep it to %(most)s characters."),
    ("note", "decided_meanwhile"): _(
        "Something more was decided about this meanwhile. Look at it above, then note it once more."
    ),
}


class TalkForm(Form):
    clause_key = HiddenField()
    target_kind = HiddenField()
    record = HiddenField()
    up_to = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    note = TextAreaField(_("What you agreed on"))

    @property
    def likeness(self) -> Likeness:
        """Which decisions it is about."""
        key, kind, record = (
            one.data or "" for one in (self.clause_key, self.target_kind, self.record)
        )
        return Likeness(key, kind, record)

    def blame(self, error: Invalid) -> None:
        """Put the words at the note."""
        words = PROBLEMS.get((error.field, error.reason), _("Please look at this again."))
        self.note.errors = [*self.note.errors, str(words) % error.details]
