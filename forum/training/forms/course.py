"""One answer of the course."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from forum.kernel.policy import Invalid
from forum.training.shapes import Choice
from forum.web.forms import Form


class ChoiceForm(Form):
    choice = RadioField(_l("What do you do?"), validate_choice=False)

    def offer(self, choices: Sequence[tuple[int, Choice]]) -> None:
        """The answers, in the order of this attempt."""
        self.choice.choices = [SelectChoice(str(number), str(one.words)) for number, one in choices]

    @property
    def chosen(self) -> int:
        """The number of the answer. Raises Invalid when none was chosen."""
        allowed = {str(choice.value) for choice in self.choice.choices or ()}
        if self.choice.data not in allowed:
            raise Invalid("choice", "empty")
        return int(self.choice.data)

    def blame(self, _error: Invalid) -> None:
        """Say what is missing."""
        self.choice.errors = [_("Choose one of the answers.")]
