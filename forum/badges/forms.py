"""What staff type about badges: what one is, who gets it, why one is taken away."""

from datetime import date, datetime, time, timedelta
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Length, Optional

from forum.badges.actions import BadgePlan, plan_as_is
from forum.badges.models import ARTS, Badge, BadgeKind, Level, Repeats
from forum.badges.wording import LEVELS
from forum.kernel.policy import Invalid
from forum.web.forms import Form
from forum.web.zones import zone

ART_NAMES = {
    "star": _("Star"),
    "pen": _("Pen"),
    "check": _("Tick"),
    "bulb": _("Light bulb"),
    "compass": _("Compass"),
    "hand": _("Hand"),
    "heart": _("Heart"),
    "cake": _("Cake"),
    "flame": _("Flame"),
    "flag": _("Flag"),
    "seed": _("Seedling"),
    "shield": _("Shield"),
    "megaphone": _("Megaphone"),
    "lifebuoy": _("Life belt"),
    "cup": _("Cup"),
    "mountain": _("Mountain"),
    "eye": _("Eye"),
}
KINDS = [
    SelectChoice(BadgeKind.AUTO.value, _("The forum, by what it counts")),
    SelectChoice(BadgeKind.SEASONAL.value, _("The forum, for what is done in a season")),
    SelectChoice(BadgeKind.MANUAL.value, _("Staff, by hand")),
]
REPEATS = [
    SelectChoice(Repeats.ONCE.value, _("Once")),
    SelectChoice(Repeats.TAG.value, _("Once for each tag (the forum counts each tag apart)")),
    SelectChoice(Repeats.OFTEN.value, _("As often as staff give it")),
]
# What an action refuses, in words for the person.
REASONS = {
    "needed": _("Please fill this in."),
    "too_long": _("This is too long."),
    "no_choice": _("Choose one from the list."),
    "other_kind": _("This does not go together with who gives it."),
    "no_season": _("A season needs a first day, and a last day after it."),
    "not_here": _("This account is not open."),
    "has_it": _("This member has the badge already."),
    "parts": _("Please look at the conditions that are marked."),
    "too_deep": _("These groups stand too deep in each other."),
    "too_many_leaves": _("Twelve conditions are the most."),
    "everybody_has_it": _("Everybody would have it at once: ask for something that must be done."),
    "unknown_metric": _("Choose what is counted from the list."),
}


class Blaming(Form):
    """A form that shows what an action found wrong at the field."""

    def blame(self, error: Invalid) -> None:
        """Put the words for a reason at its field, or above all."""
        words = str(REASONS.get(error.reason, REASONS["no_choice"]))
        target: Any = self._fields.get(error.field)
        if target is None:
            self.form_errors.append(words)
        else:
            target.errors = [words]


class BadgeForm(Blaming):
    name = StringField(_("Name"), validators=[Optional(), Length(max=80)])
    words = StringField(_("What it is for"), validators=[Optional(), Length(max=300)])
    level = RadioField(
        _("Level"), choices=[SelectChoice(level.value, LEVELS[level]) for level in Level]
    )
    art = RadioField(_("Drawing"), choices=[SelectChoice(art, ART_NAMES[art]) for art in ARTS])
    kind = RadioField(_("Who gives it"), choices=KINDS)
    repeats = SelectField(_("How often"), choices=REPEATS)
    starts_on = DateField(_("First day of the season"), validators=[Optional()])
    ends_on = DateField(_("Last day of the season"), validators=[Optional()])
    is_active = BooleanField(_("It can be earned now"))

    @classmethod
    def of(cls, badge: Badge | None) -> "BadgeForm":
        """The form as the badge is, or as it was sent."""
        if badge is None:
            return cls(level="bronze", art="star", kind="auto", repeats="once", is_active=True)
        plan = plan_as_is(badge)
        return cls(
            name=plan.name,
            words=plan.words,
            level=plan.level.value,
            art=plan.art,
            kind=plan.kind.value,
            repeats=plan.repeats.value,
            starts_on=_day(plan.starts_at, timedelta()),
            ends_on=_day(plan.ends_at, timedelta(days=1)),
            is_active=plan.is_active,
        )

    def plan(self, criteria: dict[str, Any] | None) -> BadgePlan:
        """What was typed, together with the criteria that were clicked."""
        return BadgePlan(
            name=self.name.data or "",
            words=self.words.data or "",
            level=Level(self.level.data),
            art=self.art.data,
            kind=BadgeKind(self.kind.data),
            repeats=Repeats(self.repeats.data),
            criteria=criteria,
            starts_at=_moment(self.starts_on.data, timedelta()),
            ends_at=_moment(self.ends_on.data, timedelta(days=1)),
            is_active=bool(self.is_active.data),
        )

    @property
    def is_counted(self) -> bool:
        """Whether criteria belong to it."""
        return bool(self.kind.data != BadgeKind.MANUAL.value)


class AwardForm(Blaming):
    reason = TextAreaField(_("Why"), validators=[Length(max=500)])


class RevokeForm(Blaming):
    reason = TextAreaField(_("Why"), validators=[Length(max=500)])


def _moment(day: date | None, more: timedelta) -> datetime | None:
    """The first moment of a day where the reader is."""
    return datetime.combine(day, time(), zone()) + more if day else None


def _day(moment: datetime | None, less: timedelta) -> date | None:
    return (moment.astimezone(zone()) - less).date() if moment else None
