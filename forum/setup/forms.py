"""What is typed on the pages of the wizard."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms import Form as Part
from wtforms.fields import SelectChoice
from wtforms.validators import Length, Optional

from forum.channels.actions import Plan
from forum.channels.models import Kind, Visibility
from forum.kernel.policy import Invalid
from forum.kernel.slugs import slugify
from forum.setup.actions import (
    LARGEST_TARGET,
    MOST_GOALS,
    MOST_REASONS,
    WHOLE_SHARE,
    NewGoal,
    NewReason,
)
from forum.setup.models import Goal, Metric, Reason
from forum.setup.starters import Starter
from forum.site import settings
from forum.site.forms import BrandForm, OfBrand
from forum.web.forms import Form

LONGEST_NAME = 80
LONGEST_DESCRIPTION = 500
TOO_LONG = _("This is too long.")
NO_ROOM = _("Switch on at least one channel: without any, nobody can write.")
METRICS = {
    Metric.MEMBERS: _("Members"),
    Metric.ACTIVE_MEMBERS: _("Members here in the last 7 days"),
    Metric.TOPICS_A_WEEK: _("Topics a week"),
    Metric.REPLIED_WITHIN_A_DAY: _("Topics with a reply within a day, of 100"),
    Metric.ANSWERED: _("Questions with an accepted answer, of 100"),
    Metric.HOURS_TO_REPLY: _("Hours until somebody replies"),
}
KINDS = [
    SelectChoice(Kind.DISCUSSION.value, _("Discussion")),
    SelectChoice(Kind.QUESTION.value, _("Questions")),
    SelectChoice(Kind.ANNOUNCEMENT.value, _("Announcements")),
    SelectChoice(Kind.GALLERY.value, _("Gallery")),
]
DOORS = [
    SelectChoice(Visibility.PUBLIC.value, _("Everybody reads")),
    SelectChoice(Visibility.MEMBERS.value, _("Members read")),
    SelectChoice(Visibility.PRIVATE.value, _("Only those let in")),
]


class BrandStepForm(BrandForm):
    logo = FileField(_("Logo"), render_kw={"accept": "image/png,image/jpeg,image/webp,image/gif"})


class GoalPart(Part):
    metric = SelectField(
        _("What is counted"),
        choices=[SelectChoice("", _("No goal"))]
        + [SelectChoice(metric.value, words) for metric, words in METRICS.items()],
        # A row that was not sent has no goal; any other word is refused with its row.
        validate_choice=False,
    )
    target = IntegerField(_("How many"), [Optional()])
    words = StringField(_("In your words"), [Length(max=160, message=TOO_LONG)])


class PurposeForm(OfBrand):
    purpose = TextAreaField(_("Why is this community here?"))
    people = TextAreaField(_("Who is it for?"))
    together = TextAreaField(_("What do people do here together?"))
    values = TextAreaField(_("What matters to you?"))
    gives = TextAreaField(_("What does the team give in return?"))
    success = TextAreaField(_("How will you know that it works?"))
    promise_1 = StringField(_("First promise"))
    promise_2 = StringField(_("Second promise"))
    promise_3 = StringField(_("Third promise"))
    goals = FieldList(
        FormField(GoalPart), _("Goals"), min_entries=MOST_GOALS, max_entries=MOST_GOALS
    )

    KEYS = {
        "purpose": settings.PURPOSE,
        "people": settings.PEOPLE,
        "together": settings.TOGETHER,
        "values": settings.VALUES,
        "gives": settings.GIVES,
        "success": settings.SUCCESS,
        "promise_1": settings.PROMISE_1,
        "promise_2": settings.PROMISE_2,
        "promise_3": settings.PROMISE_3,
    }

    def wanted(self) -> Sequence[NewGoal]:
        """The goals of the rows in which something was chosen. Raises Invalid for the others."""
        return [self._goal(number, row) for number, row in enumerate(self.goals) if row.metric.data]

    def _goal(self, number: int, row: Any) -> NewGoal:
        try:
            metric = Metric(row.metric.data)
        except ValueError:
            raise Invalid("goals", "unknown", row=number) from None
        most = _most(metric)
        target = row.target.data
        if target is None or not 1 <= target <= most:
            raise Invalid("goals", "out_of_range", row=number, most=most)
        return NewGoal(metric, target, row.words.data or "")

    def blame(self, error: Invalid) -> None:
        """Say at the row what is wrong with its goal."""
        row = self.goals[int(str(error.details.get("row", 0)))]
        row.form.target.errors = [_how_many(error.details.get("most", LARGEST_TARGET))]

    def tell(self) -> None:
        """Say all that is amiss at its place, and above the form that there is something."""
        # The check of the form has emptied what the settings said about each field.
        self.chosen()
        for row in self.goals:
            if row.form.target.errors:
                most = _most(row.metric.data) if row.metric.data in METRICS else LARGEST_TARGET
                row.form.target.errors = [_how_many(most)]
        self.goals.errors = _said_in(self.goals)


def _most(metric: str) -> int:
    return WHOLE_SHARE if Metric(metric).is_share else LARGEST_TARGET


def _how_many(most: object) -> Any:
    return _("Say how many: a whole number from 1 to %(most)s.", most=most)


def _said_in(rows: FieldList) -> list[str]:
    """What is said at the rows, each thing once."""
    found = [str(words) for row in rows for field in row.form for words in field.errors]
    return list(dict.fromkeys(found))


def purpose_form(goals: Sequence[Goal]) -> PurposeForm:
    """The form with what is known by now."""
    known: dict[str, Any] = {name: each.get() for name, each in PurposeForm.KEYS.items()}
    rows = [{"metric": str(g.metric), "target": g.target, "words": g.words} for g in goals]
    rows += [{"metric": "", "target": None, "words": ""}] * (MOST_GOALS - len(rows))
    return PurposeForm(data=known | {"goals": rows})


class ReasonPart(Part):
    title = StringField(_("In a few words"))
    words = StringField(_("A line more"))
    metric = SelectField(
        _("Figure"),
        choices=[SelectChoice("", _("No figure"))]
        + [SelectChoice(metric.value, words) for metric, words in METRICS.items()],
        validate_choice=False,
    )
    promised = IntegerField(_("As good as"), [Optional()])


REASON_PROBLEMS: Mapping[tuple[str, str], Any] = {
    ("title", "empty"): _("Say it in a few words, or leave the whole row empty."),
    ("metric", "missing"): _("Choose the figure that is promised."),
    ("promised", "out_of_range"): _("Say how many: a whole number from 1 to %(most)s."),
}


class ReasonsForm(Form):
    reasons = FieldList(
        FormField(ReasonPart), _("Reasons"), min_entries=MOST_REASONS, max_entries=MOST_REASONS
    )

    @classmethod
    def of(cls, known: Sequence[Reason]) -> "ReasonsForm":
        """The form with what is known, and empty rows for the rest."""
        empty = [{"title": "", "words": "", "metric": "", "promised": None}]
        rows = [{name: getattr(each, name) for name in empty[0]} for each in known]
        return cls(data={"reasons": rows + empty * (MOST_REASONS - len(rows))})

    def move_up(self, number: int) -> None:
        """Let a row change places with the one above it."""
        if 0 < number < len(self.reasons):
            above, here = self.reasons[number - 1].form, self.reasons[number].form
            for one, other in zip(above, here, strict=True):
                one.data, other.data = other.data, one.data
                one.raw_data, other.raw_data = other.raw_data, one.raw_data

    def wanted(self) -> Sequence[NewReason]:
        """The rows in which something was typed. Raises Invalid with the row."""
        return [_reason(each.form) for each in self.reasons if any(each.data.values())]

    def blame(self, error: Invalid) -> None:
        """Say at its row what is wrong."""
        rows = [each.form for each in self.reasons if any(each.data.values())]
        words = REASON_PROBLEMS.get((error.field, error.reason), TOO_LONG)
        rows[int(str(error.details.get("row", 0)))][error.field].errors = [
            str(words) % error.details
        ]


def _reason(row: Any) -> NewReason:
    metric = Metric(row.metric.data) if row.metric.data in set(Metric) else None
    return NewReason(row.title.data or "", row.words.data or "", metric, row.promised.data)


class RoomPart(Part):
    key = HiddenField()
    heading = HiddenField()
    is_on = BooleanField(_("Open this channel"))
    name = StringField(_("Name"))
    description = TextAreaField(_("What it is for"))
    kind = SelectField(_("Kind"), choices=KINDS)
    door = SelectField(_("Who reads"), choices=DOORS)


class ChannelsForm(Form):
    rooms = FieldList(FormField(RoomPart), _("Channels"))

    def plans(self, known: Mapping[str, Starter]) -> Sequence[tuple[int, Plan]]:
        """What shall be opened, each with the number of its heading."""
        chosen = [row.form for row in self.rooms if row.form.is_on.data]
        return [(_number(row.heading.data), _plan(row, known)) for row in chosen]

    def is_whole(self) -> bool:
        """Whether some rooms shall open, each has a name, and no two have the same."""
        chosen = [row.form for row in self.rooms if row.form.is_on.data]
        seen: set[str] = set()
        for row in chosen:
            slug = slugify(row.name.data or "", fallback="channel")
            if not (row.name.data or "").strip():
                row.name.errors = [_("Please give it a name.")]
            elif slug in seen:
                row.name.errors = [_("Two channels cannot have the same name.")]
            elif len(row.name.data) > LONGEST_NAME:
                row.name.errors = [TOO_LONG]
            if len(row.description.data or "") > LONGEST_DESCRIPTION:
                row.description.errors = [TOO_LONG]
            seen.add(slug)
        self.rooms.errors = _said_in(self.rooms) if chosen else [NO_ROOM]
        return not self.rooms.errors

    def blame(self) -> None:
        """Say that the rooms cannot be opened as they are."""
        self.rooms.errors = [_("These channels cannot be opened so. Please look at their names.")]


def channels_form(rows: Sequence[Mapping[str, Any]]) -> ChannelsForm:
    """A form of these rows, whatever was sent."""
    return ChannelsForm(formdata=None, data={"rooms": rows})


def row_of(starter: Starter) -> Mapping[str, Any]:
    """A room of the template as a row."""
    plan = starter.plan
    return {
        "key": starter.key,
        "heading": str(starter.heading),
        "is_on": True,
        "name": plan.name,
        "description": plan.description,
        "kind": plan.kind.value,
        "door": plan.visibility.value,
    }


def _plan(row: Any, known: Mapping[str, Starter]) -> Plan:
    """The plan of the template with what the owner made of it."""
    starter = known.get(row.key.data)
    return replace(
        starter.plan if starter else Plan(name=""),
        name=row.name.data.strip(),
        description=" ".join((row.description.data or "").split()),
        kind=_chosen(Kind, row.kind.data, Kind.DISCUSSION),
        visibility=_chosen(Visibility, row.door.data, Visibility.PUBLIC),
    )


def _chosen(kinds: Any, typed: str | None, otherwise: Any) -> Any:
    return kinds(typed) if typed in {kind.value for kind in kinds} else otherwise


def _number(typed: str | None) -> int:
    return int(typed) if typed and typed.isascii() and typed.isdigit() and len(typed) == 1 else 0
