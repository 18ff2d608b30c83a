"""What newcomers, members and the team fill in, and the words for what is amiss."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    DateField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from forum.kernel.policy import Invalid
from forum.newcomers.actions import CirclePlan
from forum.newcomers.models import Circle
from forum.newcomers.queries import Choice
from forum.newcomers.settings import REVIEW_DAYS
from forum.web.forms import Form
from forum.web.zones import zone

PROBLEMS: Mapping[str, Any] = {
    "too_many": _("Choose %(most)s at most."),
    "out_of_range": _("Give a number from %(least)s to %(most)s."),
    "no_words": _("Please write a few words."),
    "too_long": _("Keep it to %(most)s characters."),
    "past": _("Choose a day that is still to come."),
    "paused": _("The links of this campaign are paused. Open it again, or choose another name."),
    "address_taken": _("Another channel has this name. Choose another one."),
    "nobody": _("There is nobody of this name."),
}
DAYS = [
    SelectChoice(7, _("for a week")),
    SelectChoice(30, _("for a month")),
    SelectChoice(0, _("until I end it")),
]
USES = [
    SelectChoice(1, _("one person")),
    SelectChoice(10, _("ten people")),
    SelectChoice(0, _("anybody")),
]
NUMBER = [InputRequired(_("Please give a number."))]


class NewcomersForm(Form):
    """A form whose action says what is amiss."""

    def blame(self, error: Invalid) -> None:
        """Put the words for what is amiss beside its field."""
        said = str(PROBLEMS.get(error.reason, _("Please look at this again.")))
        field = self[error.field] if error.field in self else next(iter(self))
        field.errors = [said % error.details]


class Boxes(SelectMultipleField):
    """Some of many, as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class InterestsForm(NewcomersForm):
    interests = Boxes(_("What do you care for?"), validate_choice=False)

    @classmethod
    def among(cls, choices: Sequence[Choice], chosen: Sequence[str]) -> "InterestsForm":
        """The form with what is offered, and what was chosen before."""
        form = cls(data={"interests": list(chosen)})
        form.interests.choices = [SelectChoice(one.key, one.name) for one in choices]
        return form


class OffersForm(NewcomersForm):
    offers = Boxes(_("Channels and tags that newcomers are asked about"), validate_choice=False)

    @classmethod
    def among(cls, choices: Sequence[Choice], chosen: Sequence[str]) -> "OffersForm":
        """The form with all that could be offered, and what is offered now."""
        form = cls(data={"offers": list(chosen)})
        form.offers.choices = [SelectChoice(one.key, one.name) for one in choices]
        return form


class InviteForm(NewcomersForm):
    days = SelectField(_("It works"), coerce=int, choices=DAYS, default=30)
    uses = SelectField(_("For"), coerce=int, choices=USES, default=10)


class CampaignForm(NewcomersForm):
    name = StringField(_("Where the link will stand"), [InputRequired(_("Give it a name."))])
    until = DateField(_("Until (the end of this day)"), [Optional()])
    most_uses = IntegerField(_("For how many people"), [Optional()])

    @property
    def last_moment(self) -> datetime | None:
        """The last moment of the last day, by the clock of whoever chose it."""
        day = self.until.data
        return datetime.combine(day, time(23, 59, 59), zone()) if day else None


class CircleForm(NewcomersForm):
    name = StringField(_("Name, for the team alone"), [InputRequired(_("Give it a name."))])
    room = StringField(_("What its members see"))
    note = TextAreaField(_("What it is for, for the team alone"))
    review_days = IntegerField(_("Look at each place again after so many days"), NUMBER)
    fill_percent = IntegerField(_("Of a hundred members who help, so many come in"), NUMBER)

    @classmethod
    def of(cls, circle: Circle | None) -> "CircleForm":
        """The form with the circle as it is; its channel has a page of its own."""
        if circle is None:
            room = str(_("A small group"))
            days = REVIEW_DAYS.get()
            return cls(data={"review_days": days, "fill_percent": 0, "room": room})
        form = cls(obj=circle)
        del form.room
        return form

    @property
    def plan(self) -> CirclePlan:
        """What was typed."""
        return CirclePlan(
            name=self.name.data or "",
            note=self.note.data or "",
            review_days=self.review_days.data or 0,
            fill_percent=self.fill_percent.data or 0,
        )


class PickForm(NewcomersForm):
    name = StringField(_("Name of a member"), [InputRequired(_("Give a name."))])


class ButtonForm(Form):
    """Only the token."""
