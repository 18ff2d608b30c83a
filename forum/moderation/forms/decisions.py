"""What is filled in about flags and decisions, and the words for what is wrong with it."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, IntegerField, RadioField, SelectField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from forum.kernel.policy import Invalid
from forum.moderation.actions import (
    DANGER,
    ELSE,
    LONGEST_WORDS,
    Decided,
    FlagText,
    SanctionWish,
)
from forum.moderation.models import Outcome
from forum.moderation.wording import OUTCOMES, SANCTIONS, WEIGHTS
from forum.pages.models import Clause
from forum.sanctions.models import SanctionKind
from forum.standing import wording as standing
from forum.web.forms import Form

OWN = "own"
LONGEST_HOURS = 366 * 24
GAP_LEFT = _("Something in ⟦ ⟧ is missing. Write it, or take the brackets out.")
PROBLEMS: Mapping[tuple[str, str], Any] = {
    ("clause", "empty"): _("Choose the clause."),
    ("clause", "unknown"): _("That clause is no longer there. Choose again."),
    ("note", "too_long"): _("Keep it to %(most)s characters."),
    ("facts", "too_long"): _("Keep it to %(most)s characters."),
    ("words", "too_long"): _("Keep it to %(most)s characters."),
    ("words", "empty"): _("Write to the member why."),
    ("words", "gap_left"): GAP_LEFT,
    ("facts", "gap_left"): GAP_LEFT,
    ("outcome", "unknown"): _("That cannot be decided here any more. Look at it again."),
    ("move_to", "empty"): _("Choose the channel."),
    ("new_text", "empty"): _("Write the new text."),
    ("sanction", "empty"): _("Choose what is done about the member, or keep the text."),
    ("sanction", "beyond_moderator"): _(
        "Only admins decide on so long a pause. Choose a shorter one."
    ),
    ("sanction", "equal_rank"): _("About this person somebody else has to decide."),
    ("sanction", "staff_only"): _("Only moderators and admins decide about members."),
    ("sanction", "left"): _("This member has left. Decide about the text alone."),
    ("sanction", "not_in_yet"): _("This member has not been let in. Decide about the text alone."),
    ("sanction", "kept"): _("What stays as it is has no consequence for its author."),
    ("hours", "out_of_range"): _("Choose from 1 hour to %(most)s days."),
}


class OfModeration(Form):
    """A form that can say what an action found wrong."""

    def blame(self, error: Invalid) -> None:
        """Put the words at the field, or at the first one."""
        if error.reason == "limit":
            words = standing.met(error)
        else:
            known = PROBLEMS.get((error.field, error.reason), _("Please look at this again."))
            words = str(known) % error.details
        field = self[error.field] if error.field in self else next(iter(self))
        field.errors = [*field.errors, words]


class FlagForm(OfModeration):
    clause = RadioField(_("What is wrong?"), validators=[InputRequired(_("Choose one of these."))])
    note = TextAreaField(_("What should the team know?"))

    def offer(self, clauses: Sequence[Clause]) -> None:
        """The clauses in plain words, and what no clause says."""
        self.clause.choices = [
            SelectChoice(DANGER, _("Someone is in danger")),
            *(SelectChoice(one.key, one.title) for one in clauses),
            SelectChoice(ELSE, _("Something else")),
        ]

    @property
    def text(self) -> FlagText:
        """What was filled in."""
        return FlagText(self.clause.data or "", self.note.data or "")


class SeveralForm(OfModeration):
    """What is said with the same decision in several cases."""

    clause = SelectField(_("Clause"), default="")
    words = TextAreaField(_("Words to the members"), validators=[Length(max=LONGEST_WORDS)])

    def offer(self, clauses: Sequence[Clause]) -> None:
        """The clauses as they are now."""
        numbered = [SelectChoice(one.key, f"{one.number}. {one.title}") for one in clauses]
        self.clause.choices = [SelectChoice("", "-"), *numbered]

    def decided(self, outcome: Outcome, version: int) -> Decided:
        """What was filled in; no clause is named where nothing is taken from anybody."""
        is_against = outcome not in {Outcome.KEEP, Outcome.APPROVE}
        clause = (self.clause.data or "") if is_against else ""
        words = self.words.data or ""
        return Decided(outcome, clause_key=clause, words=words, version=version)


class DecisionForm(OfModeration):
    outcome = RadioField(
        _("What becomes of it"), validators=[InputRequired(_("Choose one of these."))]
    )
    clause = SelectField(_("Clause"), default="")
    facts = TextAreaField(_("What you saw"))
    words = TextAreaField(_("Words to the member"))
    new_text = TextAreaField(_("The text as it shall be"))
    move_to = SelectField(_("Move to"), coerce=int, default=0)
    sanction = SelectField(_("What is done about the member"), default="")
    hours = IntegerField(_("Hours"), [Optional(), NumberRange(1, LONGEST_HOURS)])
    weight = RadioField(_("How heavily it counts"), coerce=int, default=0)
    is_about_us = BooleanField(_("This is criticism of us"))
    version = IntegerField(default=0)

    def offer(
        self,
        outcomes: Sequence[Outcome],
        clauses: Sequence[Clause],
        places: Sequence[tuple[int, str]],
    ) -> None:
        """The choices, as things are now and in the language of the page."""
        self.outcome.choices = [SelectChoice(str(one), OUTCOMES[one]) for one in outcomes]
        numbered = [SelectChoice(one.key, f"{one.number}. {one.title}") for one in clauses]
        self.clause.choices = [SelectChoice("", "-"), *numbered]
        self.move_to.choices = [SelectChoice(0, "-"), *(SelectChoice(*one) for one in places)]
        self.sanction.choices = [SelectChoice(*one) for one in SANCTIONS.items()]
        self.weight.choices = [SelectChoice(*one) for one in WEIGHTS.items()]

    @property
    def wish(self) -> SanctionWish | None:
        """What shall be done about the member."""
        kind, _sign, hours = (self.sanction.data or "").partition(":")
        if not kind:
            return None
        if not hours:
            return SanctionWish(SanctionKind(kind), None, self.weight.data)
        length = (self.hours.data or 0) if hours == OWN else int(hours)
        return SanctionWish(SanctionKind(kind), length, self.weight.data)

    @property
    def decided(self) -> Decided:
        """What was filled in."""
        return Decided(
            Outcome(self.outcome.data),
            clause_key=self.clause.data or "",
            facts=self.facts.data or "",
            words=self.words.data or "",
            sanction=self.wish,
            move_to=self.move_to.data or None,
            new_text=self.new_text.data or "",
            version=self.version.data or 0,
            is_about_us=bool(self.is_about_us.data),
        )
