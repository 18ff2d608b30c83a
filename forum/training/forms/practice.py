"""What somebody decides about an invented case."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice

from forum.kernel.policy import Invalid
from forum.training.desk import DECISIONS
from forum.training.wording import DECISIONS as WORDS
from forum.training.wording import NO_CLAUSE
from forum.web.forms import Form


class PracticeForm(Form):
    decision = RadioField(_l("What shall happen"), validate_choice=False)
    clause = SelectField(_l("Clause"), validate_choice=False)

    def offer(self, clauses: Mapping[str, str]) -> None:
        """What may be decided, and by which clause."""
        self.decision.choices = [SelectChoice(str(one), WORDS[one]) for one in DECISIONS]
        self.clause.choices = [
            SelectChoice("", NO_CLAUSE),
            *(SelectChoice(harm, words) for harm, words in clauses.items()),
        ]

    def blame(self, _error: Invalid) -> None:
        """Say what is missing."""
        self.decision.errors = [_("Choose what shall happen.")]
