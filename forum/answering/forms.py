"""What is filled in on the pages of answering."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, IntegerField, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from forum.answering import wording
from forum.answering.actions import ProtocolPlan
from forum.answering.models import LEVELS, Answerers, Kind, Pace, Protocol, Rung
from forum.kernel.policy import Invalid
from forum.moderation.models import FIRST_TEAM, Team
from forum.web.forms import Form

UNITS: Mapping[str, int] = {"minutes": 1, "hours": 60, "days": 24 * 60}
UNIT_WORDS: Mapping[str, Any] = {
    "minutes": _("minutes"),
    "hours": _("hours"),
    "days": _("days"),
}
NONE, BY_CHANNEL = "none", ""
MINUTES = {1: 15, 2: 15, 3: 10, 4: 5}
PROBLEMS: Mapping[str, Any] = {
    "too_long_a_time": _("Give a time from a minute to 90 days."),
    "before_first": _("This cannot be sooner than the first answer."),
    "unknown": _("Choose one of these."),
    "too_many": _("Give %(most)s or fewer."),
    "too_long": _("Keep each to %(most)s characters."),
    "out_of_range": _("Give a number from 1 to %(most)s."),
    "unknown_member": _("One of these names is not that of a member."),
}


class _Asked(Form):
    """A form whose action says what is amiss."""

    def blame(self, error: Invalid) -> None:
        """Put the words for what is amiss beside its field."""
        field = self[error.field]
        field.errors = [*field.errors, str(PROBLEMS[error.reason]) % error.details]


class ProtocolForm(_Asked):
    """How soon a kind of message is answered, and how."""

    is_on = BooleanField(_("We promise this"))
    first = IntegerField(_("First answer within"), [Optional()])
    first_unit = SelectField(_("Unit of the first time"))
    final = IntegerField(_("All done within"), [Optional()])
    final_unit = SelectField(_("Unit of the second time"))
    pace = RadioField(_("Which time counts"))
    team = SelectField(_("Whose working hours"))
    answerers = RadioField(_("What stops the first clock"))
    level = SelectField(_("Who is asked when it is late"))
    steps = TextAreaField(_("Steps"))

    def offer(self, teams: Sequence[Team]) -> None:
        """The choices, in the language of the page."""
        units = [SelectChoice(key, words) for key, words in UNIT_WORDS.items()]
        self.first_unit.choices = self.final_unit.choices = units
        self.pace.choices = [SelectChoice(str(one), said) for one, said in wording.PACES.items()]
        self.answerers.choices = [
            SelectChoice(str(one), said) for one, said in wording.ANSWERERS.items()
        ]
        self.level.choices = [SelectChoice(str(one), said) for one, said in wording.LEVELS.items()]
        there = {FIRST_TEAM: str(_("Moderation"))} | {team.key: team.name for team in teams}
        self.team.choices = [SelectChoice(key, name) for key, name in there.items()]

    @classmethod
    def of(cls, protocol: Protocol) -> "ProtocolForm":
        """The form as the protocol is now."""
        first, first_unit = in_units(protocol.first_minutes)
        final, final_unit = in_units(protocol.final_minutes)
        return cls(
            formdata=None,
            is_on=protocol.is_on,
            first=first,
            first_unit=first_unit,
            final=final,
            final_unit=final_unit,
            pace=str(protocol.pace),
            team=protocol.team,
            answerers=str(protocol.answerers),
            level=str(protocol.level),
            steps="\n".join(protocol.steps),
        )

    @property
    def plan(self) -> ProtocolPlan:
        """What was filled in."""
        return ProtocolPlan(
            first_minutes=_minutes(self.first.data, self.first_unit.data),
            final_minutes=_minutes(self.final.data, self.final_unit.data),
            pace=Pace(self.pace.data),
            team=self.team.data or FIRST_TEAM,
            answerers=Answerers(self.answerers.data),
            steps=(self.steps.data or "").splitlines(),
            level=int(self.level.data or 0),
            is_on=bool(self.is_on.data),
        )


class KindForm(Form):
    """Of what kind a topic, or the topics of a channel, are."""

    kind = SelectField(_("Kind of message"))

    def offer(self) -> None:
        """All kinds, and none of them."""
        self.kind.choices = [
            SelectChoice(NONE, _("None of these")),
            *(SelectChoice(str(kind), said) for kind, said in wording.KINDS.items()),
        ]

    @property
    def chosen(self) -> Kind | None:
        """The kind, or none."""
        return None if self.kind.data == NONE else Kind(self.kind.data)


class LadderForm(_Asked):
    """Who is asked at which level, back-ups below the first, and how long each has."""

    people_1 = TextAreaField(wording.LEVELS[1])
    minutes_1 = IntegerField(_("Minutes"), [InputRequired(_("Please give a number."))])
    people_2 = TextAreaField(wording.LEVELS[2])
    minutes_2 = IntegerField(_("Minutes"), [InputRequired(_("Please give a number."))])
    people_3 = TextAreaField(wording.LEVELS[3])
    minutes_3 = IntegerField(_("Minutes"), [InputRequired(_("Please give a number."))])
    people_4 = TextAreaField(wording.LEVELS[4])
    minutes_4 = IntegerField(_("Minutes"), [InputRequired(_("Please give a number."))])

    @classmethod
    def of(cls, rungs: Sequence[Rung]) -> "LadderForm":
        """The form as the ladder is now."""
        given: dict[str, Any] = {}
        for level in LEVELS:
            here = [rung for rung in rungs if rung.level == level]
            given[f"people_{level}"] = "\n".join(rung.user.username for rung in here)
            given[f"minutes_{level}"] = here[0].minutes if here else MINUTES[level]
        return cls(formdata=None, **given)

    def names(self, level: int) -> Sequence[str]:
        """The names typed for a level, in their order."""
        return [name.lstrip("@") for name in (self[f"people_{level}"].data or "").split()]


def in_units(minutes: int | None) -> tuple[int | None, str]:
    """A time in the largest unit in which it is a whole number."""
    if minutes is None:
        return None, "hours"
    # So that 24 hours are not a day: what is promised is told in hours up to three days.
    unit = "days" if minutes % UNITS["days"] == 0 and minutes > 3 * UNITS["days"] else "hours"
    unit = unit if minutes % UNITS[unit] == 0 else "minutes"
    return minutes // UNITS[unit], unit


def _minutes(number: int | None, unit: str) -> int | None:
    return None if number is None else number * UNITS.get(unit, 1)
