"""What the team fills in about points, and the words for what is amiss."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, IntegerField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from forum.channels.models import Channel
from forum.kernel.policy import Invalid
from forum.points.actions import Terms
from forum.points.models import Reason
from forum.points.ruling import GIVEN, MEASURED, ONCE, PLACED, Rule
from forum.web.forms import Form

PROBLEMS: Mapping[str, Any] = {
    "out_of_range": _("Give a number from 0 to %(most)s."),
    "out_of_bounds": _("Give a number other than 0, and no more than %(most)s."),
    "no_words": _("Say why: the member reads it."),
    "too_long": _("Keep it to %(most)s characters."),
}
NUMBER = [InputRequired(_("Please give a number."))]


class PointsForm(Form):
    """A form whose action says what is amiss."""

    def blame(self, error: Invalid) -> None:
        """Put the words for what is amiss beside its field."""
        words = str(PROBLEMS.get(error.reason, _("Please look at this again.")))
        field = self[error.field] if error.field in self else next(iter(self))
        field.errors = [words % error.details]


class RuleForm(PointsForm):
    is_active = BooleanField(_("This gives points"))
    value = IntegerField(_("Points each time"), NUMBER)
    daily_cap = IntegerField(_("Times a day"), NUMBER)
    giver_cap = IntegerField(_("Times a day from one and the same member"), NUMBER)
    min_size = IntegerField(_("Characters that it must have"), NUMBER)
    channels = SelectMultipleField(
        _("Only in these channels"),
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    @classmethod
    def of(cls, reason: Reason, rule: Rule, rooms: Sequence[Channel]) -> "RuleForm":
        """The form with the rule as it is; what makes no sense for the reason is left out."""
        form = cls(obj=rule, data={"channels": sorted(rule.channels)})
        form.channels.choices = [(room.id, room.name) for room in rooms]
        if reason in ONCE:
            del form.daily_cap
        if reason not in PLACED:
            del form.channels
        if reason not in GIVEN:
            del form.giver_cap
        if reason not in MEASURED:
            del form.min_size
        return form

    @property
    def terms(self) -> Terms:
        """What was typed."""
        return Terms(**{name: self[name].data for name in _NAMES if name in self})


class AdjustForm(PointsForm):
    points = IntegerField(_("Points; with a minus before them they are taken"), NUMBER)
    words = TextAreaField(_("Why"), [InputRequired(_("Say why: the member reads it."))])


_NAMES = ("is_active", "value", "daily_cap", "giver_cap", "min_size", "channels")
