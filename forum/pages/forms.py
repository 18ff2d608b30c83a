"""What is typed about pages and guidelines, and the words for what is wrong with it."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, NumberRange

from forum.kernel.policy import Invalid
from forum.pages.actions import Change, ClauseText
from forum.pages.models import Harm
from forum.pages.wording import HARMS
from forum.web.forms import Form

PROBLEMS: Mapping[tuple[str, str], Any] = {
    ("title", "empty"): _("Give the clause a title."),
    ("title", "too_long"): _("Keep the title to %(most)s characters."),
    ("body", "empty"): _("Translate the text of the clause as well."),
    ("body", "too_long"): _("Keep the text to %(most)s characters."),
    ("note", "too_long"): _("Keep it to %(most)s characters."),
    ("summary", "empty"): _("Write a summary first, of a few lines."),
    ("summary", "too_many_lines"): _("Keep the summary to %(most)s lines, one thought each."),
    ("summary", "long_line"): _("Keep each line to %(most)s characters."),
    ("dos", "too_many_lines"): _("Give %(most)s examples at most."),
    ("donts", "too_many_lines"): _("Give %(most)s examples at most."),
    ("dos", "long_line"): _("Keep each example to %(most)s characters."),
    ("donts", "long_line"): _("Keep each example to %(most)s characters."),
    ("clauses", "empty"): _("Write at least one clause first."),
}


class OfPages(Form):
    """A form that can say what an action found wrong."""

    def blame(self, error: Invalid) -> None:
        """Put the words at the field, or at the first one."""
        words = PROBLEMS.get((error.field, error.reason), _("Please look at this again."))
        field = self[error.field] if error.field in self else next(iter(self))
        field.errors = [*field.errors, str(words) % error.details]


class PageForm(OfPages):
    body = TextAreaField(_("Text"))


class SummaryForm(OfPages):
    summary = TextAreaField(_("Summary"))
    note = TextAreaField(_("What is different in this version"))


class ClauseForm(OfPages):
    title = StringField(_("Title"))
    body = TextAreaField(_("Text"))
    dos = TextAreaField(_("Do"))
    donts = TextAreaField(_("Do not"))
    harm = SelectField(
        _("What breaking it does"),
        choices=[SelectChoice(harm.value, words) for harm, words in HARMS.items()],
        default=Harm.OTHER.value,
    )

    def text(self) -> ClauseText:
        """The clause as it was typed."""
        return ClauseText(
            self.title.data or "",
            self.body.data or "",
            self.dos.data or "",
            self.donts.data or "",
            Harm(self.harm.data),
        )


class TranslationForm(OfPages):
    sign = HiddenField()
    title = StringField(_("Title"))
    body = TextAreaField(_("Text"))
    dos = TextAreaField(_("Do"))
    donts = TextAreaField(_("Do not"))

    def text(self) -> ClauseText:
        """The clause in the other language."""
        return ClauseText(
            self.title.data or "",
            self.body.data or "",
            self.dos.data or "",
            self.donts.data or "",
        )


class PublishForm(OfPages):
    change = RadioField(
        _("How much is different?"),
        choices=[
            SelectChoice(Change.SMALL.value, _("A small change")),
            SelectChoice(Change.MATERIAL.value, _("A material change")),
        ],
        validators=[InputRequired(_("Choose one of these."))],
    )


class AcceptForm(Form):
    version = IntegerField(validators=[InputRequired(), NumberRange(1, 2**31 - 1)])
