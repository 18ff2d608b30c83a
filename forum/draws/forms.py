"""What the team fills in for a draw, and the words for what is wrong with it."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from forum.draws.models import Beacon
from forum.draws.policy import LONGEST_REASON, LONGEST_RULE, LONGEST_VALUE
from forum.kernel.policy import Invalid
from forum.web.forms import Form

BEACONS: Mapping[Beacon, Any] = {
    Beacon.NONE: _("The seed alone decides"),
    Beacon.NUMBER: _("A public number decides too"),
}
PROBLEMS: Mapping[tuple[str, str], Any] = {
    ("rule", "empty"): _("Say which number, of what day, and where everybody can read it."),
    ("rule", "too_long"): _("Keep it to %(most)s characters."),
    ("value", "empty"): _("Type the number in."),
    ("value", "too_long"): _("Up to %(most)s letters and digits, without a vertical line."),
    ("reason", "empty"): _("Say why: the member reads it."),
    ("reason", "too_long"): _("Keep it to %(most)s characters."),
}


class OfDraws(Form):
    """A form that can say what an action found wrong."""

    def blame(self, error: Invalid) -> None:
        """Put the words at the field, or at the first one."""
        words = PROBLEMS.get((error.field, error.reason), _("Please look at this again."))
        field = self[error.field] if error.field in self else next(iter(self))
        field.errors = [*field.errors, str(words) % error.details]


class PlanForm(OfDraws):
    beacon = RadioField(_("What decides"), default=Beacon.NONE.value)
    rule = StringField(_("Which number"), validators=[Length(max=LONGEST_RULE)])

    def offer(self) -> None:
        """The choices, in the language of the page."""
        self.beacon.choices = [SelectChoice(one.value, words) for one, words in BEACONS.items()]

    @property
    def chosen(self) -> Beacon:
        """What was chosen."""
        return Beacon(self.beacon.data or Beacon.NONE)


class NumberForm(OfDraws):
    value = StringField(_("The public number"), validators=[Length(max=LONGEST_VALUE)])


class StrikeForm(OfDraws):
    reason = StringField(_("Why"), validators=[Length(max=LONGEST_REASON)])
