"""A scenario as staff write it: five answers at most, one of them the model answer."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import FieldList, FormField, RadioField, SelectField, StringField, TextAreaField
from wtforms import Form as Part
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from forum.kernel.policy import Invalid
from forum.training.actions import MOST_CHOICES, PlannedChoice, ScenarioPlan
from forum.training.models import Decision, Subject
from forum.training.shapes import Choice, Story
from forum.training.wording import DECISIONS, NO_CLAUSE, SUBJECTS
from forum.web.forms import Form

PROBLEMS: Mapping[str, Any] = {
    "empty": _("Please fill this in."),
    "too_long": _("Keep it to %(most)s characters."),
    "too_many": _("There are %(most)s scenarios. Take one out first."),
    "three_to_five": _("Give %(least)s to %(most)s answers."),
    "no_model": _("Choose which of the answers is the model answer."),
}


class ChoicePart(Part):
    words = TextAreaField(_("What is done"))
    decision = SelectField(_("Decision"))
    clause = SelectField(_("Clause"))


class ScenarioForm(Form):
    subject = SelectField(_("What it is about"))
    title = StringField(_("Title"), [InputRequired(_("Please fill this in."))])
    post = TextAreaField(_("The text of the post"), [InputRequired(_("Please fill this in."))])
    facts = TextAreaField(_("What is known"), [InputRequired(_("Please fill this in."))])
    question = StringField(_("The question"), [InputRequired(_("Please fill this in."))])
    choices = FieldList(FormField(ChoicePart), min_entries=MOST_CHOICES, max_entries=MOST_CHOICES)
    right = RadioField(_("Model answer"), validate_choice=False)
    why = TextAreaField(_("Why this is right"), [InputRequired(_("Please fill this in."))])

    def offer(self, clauses: Mapping[str, str]) -> None:
        """What can be chosen from."""
        self.subject.choices = [SelectChoice(str(one), SUBJECTS[one]) for one in Subject]
        decisions = [SelectChoice(str(one), DECISIONS[one]) for one in Decision]
        self.right.choices = [
            SelectChoice(str(number), str(number + 1)) for number in range(MOST_CHOICES)
        ]
        for part in self.choices:
            part.form.decision.choices = decisions
            part.form.clause.choices = [
                SelectChoice("", NO_CLAUSE),
                *(SelectChoice(harm, words) for harm, words in clauses.items()),
            ]

    def show(self, story: Story) -> None:
        """Fill it in as the scenario reads now."""
        self.subject.data = str(story.scenario.subject)
        for name in ("title", "post", "facts", "question", "why"):
            self[name].data = str(getattr(story, name))
        self.right.data = str(story.right)
        self._show_choices(story.choices)

    def _show_choices(self, choices: Sequence[Choice]) -> None:
        for part, choice in zip(self.choices, choices, strict=False):
            part.form.words.data = str(choice.words)
            part.form.decision.data = str(choice.decision)
            part.form.clause.data = str(choice.clause or "")

    @property
    def plan(self) -> ScenarioPlan:
        """What was filled in; answers without words are left out. Raises Invalid."""
        filled = [
            (number, part.form)
            for number, part in enumerate(self.choices)
            if (part.form.words.data or "").strip()
        ]
        numbers = [str(number) for number, _part in filled]
        if self.right.data not in numbers:
            raise Invalid("right", "no_model")
        return ScenarioPlan(
            subject=Subject(self.subject.data),
            title=self.title.data or "",
            post=self.post.data or "",
            facts=self.facts.data or "",
            question=self.question.data or "",
            choices=[
                PlannedChoice(one.decision.data, one.clause.data, one.words.data or "")
                for _number, one in filled
            ],
            right=numbers.index(self.right.data),
            why=self.why.data or "",
        )

    def blame(self, error: Invalid) -> None:
        """Say what is amiss at its field; what is amiss with an answer at the model answer."""
        words = str(PROBLEMS.get(error.reason, _("Please look at this again."))) % error.details
        field = self.right if error.field == "choices" else self[error.field]
        field.errors = [words]
