"""What members fill in, what the team fills in, and the words for what is wrong with it."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    DateField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from forum.feedback import words
from forum.feedback.actions import Asking, Promise, Response, Sheet
from forum.feedback.models import FeedbackQuestion, FeedbackRound, LaunchPromise, QuestionKind
from forum.feedback.policy import CHOSEN, SCALES
from forum.feedback.queries import Given
from forum.kernel.policy import Invalid
from forum.launches.models import Launch
from forum.web.forms import Form

PROBLEMS: Mapping[str, Any] = {
    "needed": _("Please write a few words."),
    "too_long": _("Keep it to %(most)s characters."),
    "too_many": _("A form has %(most)s questions at most."),
    "few_choices": _("Write %(least)s to %(most)s choices, one on each line."),
    "no_choice": _("Choose something from this list."),
    "nothing_said": _("Answer at least one question before you send it."),
    "in_the_past": _("This day has passed already."),
    "no_day": _("Type a day."),
}


class OfFeedback(Form):
    """A form that can say what an action found wrong."""

    def blame(self, error: Invalid) -> None:
        """Put the words at the field, or above all."""
        said = str(PROBLEMS.get(error.reason, _("Please look at this again."))) % error.details
        target: Any = self._fields.get(error.field)
        if target is None:
            self.form_errors.append(said)
        else:
            target.errors = [*target.errors, said]


class AnswerForm(OfFeedback):
    """The questions of a round; each of them becomes a field."""

    is_shared = BooleanField(_("Others who take part may read my words, with my name"))

    def questions(self) -> list[tuple[Any, str]]:
        """The fields of the questions, each with what stands below it."""
        return [
            (self[name_of(one)], str(words.HELPS[QuestionKind(one.kind)])) for one in self.asked
        ]

    def fill(self, said: Mapping[int, Given], *, shared: bool) -> None:
        """Put what was said so far into the fields."""
        self.is_shared.data = shared
        for question in self.asked:
            given = said.get(question.id, Given())
            field = self[name_of(question)]
            if question.kind == QuestionKind.TEXT:
                field.data = given.words
            elif question.kind == QuestionKind.MULTIPLE:
                field.data = [str(one) for one in given.numbers]
            else:
                field.data = str(given.numbers[0]) if given.numbers else None

    @property
    def sheet(self) -> Sheet:
        """What was filled in."""
        answers = {one.id: _given(one, self[name_of(one)].data) for one in self.asked}
        return Sheet(answers, bool(self.is_shared.data))

    asked: Sequence[FeedbackQuestion] = ()


def answer_form(questions: Sequence[FeedbackQuestion], **given: Any) -> AnswerForm:
    """The form of a round."""
    fields = {name_of(one): _field(one) for one in questions}
    made = type("AnswerFormOfRound", (AnswerForm,), {**fields, "asked": tuple(questions)})
    form: AnswerForm = made(**given)
    return form


def name_of(question: FeedbackQuestion) -> str:
    """What the field of a question is called."""
    return f"q{question.id}"


def _field(question: FeedbackQuestion) -> Any:
    if question.kind == QuestionKind.TEXT:
        return TextAreaField(question.words)
    choices = [SelectChoice(value, label) for value, label in _choices(question)]
    if question.kind == QuestionKind.MULTIPLE:
        return SelectMultipleField(
            question.words,
            choices=choices,
            validate_choice=False,
            widget=ListWidget(prefix_label=False),
            option_widget=CheckboxInput(),
        )
    return RadioField(question.words, choices=choices, validate_choice=False)


def _choices(question: FeedbackQuestion) -> list[tuple[str, str]]:
    if question.kind in CHOSEN:
        return [(str(place), name) for place, name in enumerate(question.choices)]
    return [(str(step), str(step)) for step in SCALES[QuestionKind(question.kind)]]


def _given(question: FeedbackQuestion, data: Any) -> Given:
    """What stands in a field; what is no number at all is one that no question knows."""
    if question.kind == QuestionKind.TEXT:
        return Given((), (data or "").strip())
    chosen = data if isinstance(data, list) else [data] if data else []
    return Given(tuple(int(one) if one.isascii() and one.isdigit() else -1 for one in chosen))


class QuestionForm(OfFeedback):
    kind = SelectField(_("How it is answered"))
    words = StringField(_("The question"))
    choices = TextAreaField(_("What can be chosen"))

    @classmethod
    def of(cls, question: FeedbackQuestion | None = None) -> "QuestionForm":
        """A new question, or one that is there."""
        given = {}
        if question is not None:
            given = {
                "kind": question.kind,
                "words": question.words,
                "choices": "\n".join(question.choices),
            }
        form = cls(data=given)
        form.kind.choices = [SelectChoice(one.value, name) for one, name in words.KINDS.items()]
        return form

    @property
    def asking(self) -> Asking:
        """What was filled in."""
        choices = tuple((self.choices.data or "").splitlines())
        return Asking(QuestionKind(self.kind.data), self.words.data or "", choices)


class StartsForm(OfFeedback):
    starts = RadioField(_("When it opens for a member"))

    @classmethod
    def of(cls, round_: FeedbackRound) -> "StartsForm":
        """With what is chosen now."""
        form = cls(data={"starts": round_.starts})
        form.starts.choices = [SelectChoice(one.value, name) for one, name in words.STARTS.items()]
        return form


class ResponseForm(OfFeedback):
    heard = TextAreaField(_("What we heard"))
    changes = TextAreaField(_("What we change"))
    stays = TextAreaField(_("What we will not change, and why"))

    @property
    def response(self) -> Response:
        """What was filled in."""
        return Response(self.heard.data or "", self.changes.data or "", self.stays.data or "")


class PromiseForm(OfFeedback):
    words = TextAreaField(_("What we promise"))
    due = DateField(_("Until (the end of this day)"), [Optional()])
    launch = SelectField(_("About which launch"), coerce=int)

    @classmethod
    def of(cls, launches: Sequence[Launch], promise: LaunchPromise | None = None) -> "PromiseForm":
        """A new promise, or one that is there."""
        given: dict[str, Any] = {"launch": 0}
        if promise is not None:
            given = {
                "words": promise.words,
                "due": promise.due,
                "launch": promise.launch_id or 0,
            }
        form = cls(data=given)
        named = [SelectChoice(one.id, one.title) for one in launches]
        form.launch.choices = [SelectChoice(0, gettext("None in particular")), *named]
        return form

    @property
    def plan(self) -> Promise:
        """What was filled in. Raises Invalid."""
        if self.due.data is None:
            raise Invalid("due", "no_day")
        return Promise(self.words.data or "", self.due.data, self.launch.data or None)


class KeptForm(OfFeedback):
    note = TextAreaField(_("How we kept it"))
