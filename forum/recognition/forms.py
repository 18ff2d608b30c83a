"""What people type and choose about recognition."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from forum.channels.models import Channel
from forum.kernel.policy import Invalid
from forum.recognition import queries, words
from forum.recognition.actions import GoalPlan, NewThanks
from forum.recognition.models import Counted
from forum.web.forms import Form

# What an action refuses, in words for the person.
REASONS = {
    "needed": _("Please fill this in."),
    "too_long": _("This is too long."),
    "no_choice": _("Choose one from the list."),
    "no_number": _("Type a whole number from 1 to 1,000,000."),
    "too_short": _("This is too short."),
    "empty": _("Please fill this in."),
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


class TellForm(Blaming):
    channel_id = SelectField(_("Channel"), coerce=int)
    title = StringField(_("Title"), validators=[DataRequired(), Length(max=255)])
    body = TextAreaField(_("Text"), validators=[DataRequired()])

    @classmethod
    def of(cls, channels: Sequence[Channel], title: str, body: str) -> "TellForm":
        """The draft, as the facts give it or as it was sent."""
        form = cls(title=title, body=body)
        form.channel_id.choices = [SelectChoice(one.id, one.name) for one in channels]
        return form


class GoalForm(Blaming):
    title = StringField(_("What you want to reach together"), validators=[DataRequired()])
    what = SelectField(_("What is counted"))
    target = IntegerField(_("How many from now on"), validators=[InputRequired()])
    reward = TextAreaField(_("What everybody gets for it"), validators=[Length(max=500)])

    @classmethod
    def fresh(cls) -> "GoalForm":
        """The form with what can be counted; years come by themselves."""
        form = cls(what=Counted.WELCOMES.value, target=100)
        kinds = [kind for kind in Counted if kind != Counted.YEARS]
        form.what.choices = [SelectChoice(kind.value, words.COUNTED[kind]) for kind in kinds]
        return form

    @property
    def plan(self) -> GoalPlan:
        """What was typed."""
        return GoalPlan(
            title=self.title.data or "",
            what=Counted(self.what.data),
            target=self.target.data or 0,
            reward=self.reward.data or "",
        )
