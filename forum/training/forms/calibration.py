"""What somebody decides alone, and what they say when everybody has."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice

from forum.kernel.policy import Invalid
from forum.training.desk import CALIBRATED
from forum.training.wording import DECISIONS, NO_CLAUSE
from forum.web.forms import Form

PROBLEMS: Mapping[str, Any] = {
    "empty": _("Please write a few words."),
    "too_long": _("Keep it to %(most)s characters."),
}


class AloneForm(Form):
    decision = RadioField(_("What shall happen"), validate_choice=False)
    clause = SelectField(_("Clause"), validate_choice=False)

    def offer(self, clauses: Mapping[str, str]) -> None:
        """What may be decided, and by which clause."""
        self.decision.choices = [SelectChoice(str(one), DECISIONS[one]) for one in CALIBRATED]
        self.clause.choices = [
            SelectChoice("", NO_CLAUSE),
            *(SelectChoice(harm, words) for harm, words in clauses.items()),
        ]

    def blame(self, _error: Invalid) -> None:
        """Say what is missing."""
        self.decision.errors = [str(_("Choose what shall happen."))]


class CaseNoteForm(Form):
    body = TextAreaField(_("What you think"))

    def blame(self, error: Invalid) -> None:
        """Say what is amiss."""
        words = PROBLEMS.get(error.reason, PROBLEMS["empty"])
        self.body.errors = [str(words) % error.details]
