"""What is filled in on the pages of the queue."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    FieldList,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from forum.accounts.models import User
from forum.kernel.policy import Invalid
from forum.moderation.forms.decisions import GAP_LEFT
from forum.moderation.hours import DAY, WEEK
from forum.moderation.models import FIRST_TEAM, Team

LONGEST_NOTE = 1000
# The choice that takes a name off a case.
NOBODY = 0


class NoteForm(FlaskForm):
    """Words to the member, given with a no."""

    note = TextAreaField(
        _("Words to the member"),
        validators=[Length(max=LONGEST_NOTE, message=_("Please use 1,000 characters or fewer."))],
    )

    def blame(self, error: Invalid) -> None:
        """A gap of a saved reply is left, or another thing is amiss."""
        words = GAP_LEFT if error.reason == "gap_left" else _("Please look at this again.")
        self.note.errors = [*self.note.errors, words]


def _why(id_: str) -> TextAreaField:
    """Words for whoever is next, by an id of their own: several of these stand on one page."""
    return TextAreaField(
        _("What they should know"),
        validators=[
            DataRequired(_("Say in a line why you pass it on.")),
            Length(max=LONGEST_NOTE, message=_("Please use 1,000 characters or fewer.")),
        ],
        id=id_,
    )


class EscalateForm(FlaskForm):
    """Words for whoever decides instead."""

    words = _why("passing-words")


class SendForm(EscalateForm):
    """To which team a case goes, and words for those who sit in it."""

    team = SelectField(_("Team"), validators=[InputRequired(_("Choose the team."))])
    words = _why("sending-words")

    def offer(self, teams: Sequence[Team], now: str) -> None:
        """The teams but the one that has the case now; the first is there without a row."""
        names = {FIRST_TEAM: _("Moderation"), **{team.key: team.name for team in teams}}
        names.pop(now, None)
        self.team.choices = [SelectChoice(*one) for one in names.items()]

    def blame(self, error: Invalid) -> None:
        """The team is there no more, or has the case already."""
        self.team.errors = [*self.team.errors, _("Choose the team.")]


class GiveForm(FlaskForm):
    """For whom of the team a case is, and words for them."""

    person = SelectField(_("For"), coerce=int, validators=[InputRequired(_("Choose somebody."))])
    words = TextAreaField(
        _("What they should know"),
        validators=[Length(max=LONGEST_NOTE, message=_("Please use 1,000 characters or fewer."))],
        id="giving-words",
    )

    def offer(self, people: Sequence[User], now: int | None) -> None:
        """Who may have it; nobody in particular, where somebody has it now."""
        nobody = [SelectChoice(NOBODY, _("Nobody in particular"))] if now is not None else []
        others = [SelectChoice(one.id, one.display_name) for one in people if one.id != now]
        self.person.choices = [*others, *nobody]

    def blame(self, error: Invalid) -> None:
        """They may not decide in this case, or are not there any more."""
        words = _("They cannot have this case. Choose somebody else.")
        self.person.errors = [*self.person.errors, words]


PROBLEMS: Mapping[str, Any] = {
    "no_words": _("Please give the team a name."),
    "too_long": _("Keep it to %(most)s characters."),
    "taken": _("There is a team of this name already."),
    "unknown_zone": _("No such time zone. Write it as Europe/Berlin."),
    "not_hours": _("Give both times of a day, the earlier one first, or neither."),
    "never_there": _("Somebody has to be there on one day at least."),
    "not_days": _("Write one day a line, as 2026-12-25."),
    "too_many": _("Give %(most)s days or fewer."),
    "out_of_range": _("Give a number from 1 to %(most)s."),
    "unknown_member": _("One of these names is not that of a member."),
    "not_of_staff": _("Only moderators and admins can sit in a team."),
}


class _TeamsForm(FlaskForm):
    """A form whose action says what is amiss."""

    def blame(self, error: Invalid) -> None:
        """Put the words for what is amiss beside its field."""
        # What is amiss with the hours is said above them.
        field = self["time_zone" if error.field == "hours" else error.field]
        field.errors = [*field.errors, str(PROBLEMS[error.reason]) % error.details]


class TeamNameForm(_TeamsForm):
    """One more team."""

    name = StringField(_("Name"), validators=[DataRequired(_("Please give the team a name."))])


class TeamForm(_TeamsForm):
    """When a team works, who sits in it, and how cases come to them."""

    name = StringField(_("Name"), validators=[DataRequired(_("Please give the team a name."))])
    time_zone = StringField(_("Time zone"), validators=[Length(max=64)])
    opens = FieldList(TimeField(validators=[Optional()]), min_entries=WEEK, max_entries=WEEK)
    closes = FieldList(TimeField(validators=[Optional()]), min_entries=WEEK, max_entries=WEEK)
    holidays = TextAreaField(_("Holidays"), validators=[Length(max=5000)])
    members = TextAreaField(_("Who sits in it"), validators=[Length(max=5000)])
    capacity = IntegerField(
        _("Cases for one person at a time"), validators=[InputRequired(_("Please give a number."))]
    )
    is_dealt = BooleanField(_("Give new cases to whoever has the fewest"))

    @classmethod
    def of(cls, team: Team, members: Sequence[str]) -> "TeamForm":
        """The form as the team is now."""
        week = team.hours or [None] * WEEK
        return cls(
            formdata=None,
            name=team.name,
            time_zone=team.time_zone,
            opens=[_time(day[0]) if day else None for day in week],
            closes=[_time(day[1]) if day else None for day in week],
            holidays="\n".join(team.holidays),
            members="\n".join(members),
            capacity=team.capacity,
            is_dealt=team.dealt_since is not None,
        )

    def week(self) -> list[tuple[int, int] | None]:
        """Minutes of each day; no day at all when no time was given. Raises Invalid."""
        pairs = list(zip(self.opens.data, self.closes.data, strict=True))
        if any((opens is None) != (closes is None) for opens, closes in pairs):
            raise Invalid("hours", "not_hours")
        days = [
            (_minute(opens), _closing(closes)) if opens is not None else None
            for opens, closes in pairs
        ]
        return days if any(days) else []

    def days(self) -> list[date]:
        """The holidays. Raises Invalid for what is no day."""
        try:
            return [date.fromisoformat(word) for word in (self.holidays.data or "").split()]
        except ValueError as error:
            raise Invalid("holidays", "not_days") from error


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def _closing(at: time) -> int:
    """The last minute of a day stands for its end, which no clock shows."""
    minute = _minute(at)
    return DAY if minute == DAY - 1 else minute


def _time(minute: int) -> time:
    minute = min(minute, DAY - 1)
    return time(hour=minute // 60, minute=minute % 60)
