"""What people type and choose about recognition."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import RadioField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Length

from forum.kernel.policy import Invalid
from forum.recognition import queries, words
from forum.recognition.actions import NewThanks
from forum.web.forms import Form

# What an action refuses, in words for the person.
REASONS = {
    "needed": _("Please fill this in."),
    "too_long": _("This is too long."),
    "no_choice": _("Choose one from the list."),
    "thanked_already": _("You have thanked for this post already."),
}


class Blaming(Form):
    """A form that shows what an action found wrong at the field."""

    def blame(self, error: Invalid) -> None:
        """Put the words for a reason at its field, or above all."""
        told = str(REASONS.get(error.reason, REASONS["no_choice"]))
        target: Any = self._fields.get(error.field)
        if target is None:
            self.form_errors.append(told)
        else:
            target.errors = [told]


class ThanksForm(Blaming):
    value = RadioField(_("For being"))
    note = TextAreaField(_("A few words"), validators=[Length(max=280)])

    @classmethod
    def of(cls, note: str = "") -> "ThanksForm":
        """The form with the values of the house, the first one chosen."""
        values = queries.values()
        form = cls(value=values[0] if values else None, note=note)
        form.value.choices = [SelectChoice(one, words.value_name(one)) for one in values]
        return form

    @property
    def new(self) -> NewThanks:
        """What was chosen and typed."""
        return NewThanks(self.value.data or "", self.note.data or "")
