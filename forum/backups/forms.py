"""The form that says when backups make themselves."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import IntegerField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, NumberRange

from forum.backups.settings import EVERY, HOUR, KEEP, OFF

EVERY_WORDS = {
    OFF: _("never"),
    "6h": _("every 6 hours"),
    "12h": _("every 12 hours"),
    "1d": _("every day"),
    "2d": _("every second day"),
    "7d": _("every week"),
}


class PlanForm(FlaskForm):
    """How often, at which hour, and how many are kept."""

    every = SelectField(
        _("Make one"), choices=[SelectChoice(*each) for each in EVERY_WORDS.items()]
    )
    hour = IntegerField(
        _("At this hour (UTC)"),
        [InputRequired(), NumberRange(HOUR.least, HOUR.most, _("An hour from 0 to 23."))],
    )
    keep = IntegerField(
        _("Keep so many"),
        [InputRequired(), NumberRange(KEEP.least, KEEP.most, _("A number from 1 to 365."))],
    )

    @classmethod
    def of_now(cls) -> "PlanForm":
        """The form with what is chosen."""
        return cls(every=EVERY.get(), hour=HOUR.get(), keep=KEEP.get())
