"""What the team fills in about standing, and the words for what is amiss."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    FieldList,
    FormField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
    validators,
)
from wtforms import Form as Part
from wtforms.fields.choices import SelectChoice

from forum.accounts.models import Standing
from forum.activity.wording import LABELS
from forum.kernel.policy import Invalid
from forum.standing import limits
from forum.standing.criteria import Requirement
from forum.standing.settings import NO_LIMIT, TENURE, Ability, Limit
from forum.standing.wording import ABILITIES, NAMES
from forum.standing.wording import LIMITS as LABELS_OF_LIMITS
from forum.web.forms import Form

MOST_ASKED = 8
MOST_DAYS = 3650
LARGEST = 100_000
PROBLEMS: Mapping[str, Any] = {
    "nothing": _("Ask for one thing at least."),
    "falls": _("A higher standing may do at least as much as those below it."),
    "no_words": _("Please write a few words."),
    "too_long": _("Keep it to %(most)s characters."),
}
OPTIONAL = validators.Optional()
STANDINGS = [SelectChoice(str(one), NAMES[one]) for one in Standing]


class StandingForm(Form):
    """A form whose action says what is amiss."""

    def blame(self, error: Invalid) -> None:
        """Put the words for what is amiss beside its field."""
        said = str(PROBLEMS.get(error.reason, _("Please look at this again.")))
        field = self[error.field] if error.field in self else next(iter(self))
        if isinstance(field, FormField):
            field = next(iter(field.form))
        field.errors = [said % error.details]


class AskedPart(Part):
    """One thing that a standing asks for; without a name the line is left out."""

    metric = SelectField(
        _("What is counted"),
        default="",
        choices=[SelectChoice("", "-"), *(SelectChoice(*one) for one in LABELS.items())],
    )
    value = IntegerField(_("At least"), [OPTIONAL, validators.NumberRange(1, LARGEST)])
    days = IntegerField(
        _("In the last days (empty: ever)"), [OPTIONAL, validators.NumberRange(1, MOST_DAYS)]
    )

    def validate_metric(self, field: SelectField) -> None:
        """What is counted needs a number."""
        if field.data and not self.value.data:
            raise validators.ValidationError(_("Please give a number."))


class CriteriaForm(StandingForm):
    criteria = FieldList(FormField(AskedPart), min_entries=MOST_ASKED, max_entries=MOST_ASKED)

    @classmethod
    def of(cls, some: Sequence[Requirement], *, is_typed: bool) -> "CriteriaForm":
        """The form with what is asked for now, or as somebody filled it in."""
        if is_typed:
            return cls()
        rows = [{"metric": one.metric, "value": one.value, "days": one.days} for one in some]
        return cls(data={"criteria": rows + [{}] * (MOST_ASKED - len(rows))})

    @property
    def asked(self) -> Sequence[Requirement]:
        """What was typed."""
        return [
            Requirement(row["metric"], row["value"], None if _is_tenure(row) else row["days"])
            for row in self.criteria.data
            if row["metric"]
        ]


class AmountsPart(Part):
    """How much of something each standing may; empty is without limit."""

    new = StringField(NAMES[Standing.NEW])
    basic = StringField(NAMES[Standing.BASIC])
    member = StringField(NAMES[Standing.MEMBER])
    regular = StringField(NAMES[Standing.REGULAR])
    leader = StringField(NAMES[Standing.LEADER])

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Each is a number, or empty."""
        wrong = [field for field in self if not _is_amount(field.data or "")]
        for field in wrong:
            field.errors = [str(_("Give a number, or leave it empty."))]
        return not wrong


class LimitsForm(StandingForm):
    links = FormField(AmountsPart, LABELS_OF_LIMITS[Limit.LINKS])
    pictures = FormField(AmountsPart, LABELS_OF_LIMITS[Limit.PICTURES])
    mentions = FormField(AmountsPart, LABELS_OF_LIMITS[Limit.MENTIONS])
    topics_a_day = FormField(AmountsPart, LABELS_OF_LIMITS[Limit.TOPICS])
    replies_a_day = FormField(AmountsPart, LABELS_OF_LIMITS[Limit.REPLIES])
    uploads_a_day = FormField(AmountsPart, LABELS_OF_LIMITS[Limit.UPLOADS])
    conversations_a_day = FormField(AmountsPart, LABELS_OF_LIMITS[Limit.CONVERSATIONS])
    people_in_conversation = FormField(AmountsPart, LABELS_OF_LIMITS[Limit.PEOPLE])
    flags_a_day = FormField(AmountsPart, LABELS_OF_LIMITS[Limit.FLAGS])
    edit_hours = FormField(AmountsPart, LABELS_OF_LIMITS[Limit.EDIT_HOURS])
    make_tags = SelectField(ABILITIES[Ability.MAKE_TAGS], choices=STANDINGS)
    edit_wiki = SelectField(ABILITIES[Ability.EDIT_WIKI], choices=STANDINGS)
    make_wiki = SelectField(ABILITIES[Ability.MAKE_WIKI], choices=STANDINGS)

    @classmethod
    def of(cls, *, is_typed: bool) -> "LimitsForm":
        """The form with what is allowed now, or as somebody filled it in."""
        if is_typed:
            return cls()
        rows = {str(limit): _row(numbers) for limit, numbers in limits.table().items()}
        begins = {str(one): str(limits.begins_with(one)) for one in Ability}
        return cls(data=rows | begins)

    @property
    def numbers(self) -> Mapping[Limit, Sequence[int]]:
        """What was typed, for each limit."""
        return {
            limit: [_number(self[limit].data[standing] or "") for standing in Standing]
            for limit in Limit
        }

    @property
    def begins(self) -> Mapping[Ability, Standing]:
        """The standing with which each ability begins."""
        return {one: Standing(self[one].data) for one in Ability}


class LockForm(StandingForm):
    standing = SelectField(_("Standing"), choices=STANDINGS)
    reason = TextAreaField(_("Why"))


def _is_tenure(row: Mapping[str, Any]) -> bool:
    """How long somebody is a member is counted from the beginning alone."""
    return bool(row["metric"] == TENURE)


def _is_amount(typed: str) -> bool:
    word = typed.strip()
    return not word or (word.isascii() and word.isdigit() and int(word[:9]) <= LARGEST)


def _number(typed: str) -> int:
    return int(typed) if typed.strip() else NO_LIMIT


def _row(numbers: Sequence[int]) -> Mapping[str, str]:
    words = ["" if number >= NO_LIMIT else str(number) for number in numbers]
    return dict(zip(map(str, Standing), words, strict=True))
