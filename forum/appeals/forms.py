"""What a member writes in an appeal, and what the team answers."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import IntegerField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from forum.appeals.actions import Verdict
from forum.appeals.models import AppealOutcome
from forum.appeals.wording import ANSWERS
from forum.kernel.policy import Invalid
from forum.sanctions.models import SanctionKind, SanctionWish
from forum.sanctions.wording import NAMES
from forum.web.forms import Form

NOTHING = "nothing"
PROBLEMS: Mapping[tuple[str, str], Any] = {
    ("body", "empty"): _("Write why you see it differently."),
    ("body", "too_long"): _("Keep it to %(most)s characters."),
    ("words", "empty"): _("Write to the member why."),
    ("words", "too_long"): _("Keep it to %(most)s characters."),
    ("outcome", "nothing_milder"): _(
        "Nothing was done to the member that could be milder. Let it stand, or take it back."
    ),
    ("instead", "not_milder"): _("That is not milder than what was decided."),
    ("instead", "ends_later"): _(
        "It would end later than what it takes the place of. Choose fewer hours, or a warning."
    ),
    ("hours", "out_of_range"): _("Choose from 1 hour to %(most)s days."),
}


class OfAppeals(Form):
    """A form that can say what an action found wrong."""

    def blame(self, error: Invalid) -> None:
        """Put the words at the field, or at the first one."""
        words = PROBLEMS.get((error.field, error.reason), _("Please look at this again."))
        field = self[error.field] if error.field in self else next(iter(self))
        field.errors = [*field.errors, str(words) % error.details]


class AppealForm(OfAppeals):
    body = TextAreaField(_("Why you see it differently"))


class DecideForm(OfAppeals):
    outcome = RadioField(_("What you decide"))
    instead = RadioField(_("What the member gets instead"), default=NOTHING)
    hours = IntegerField(_("Hours"), [Optional()], default=24)
    words = TextAreaField(_("Words to the member"))

    def offer(self) -> None:
        """The choices, in the language of the page."""
        self.outcome.choices = [SelectChoice(str(one), said) for one, said in ANSWERS.items()]
        milder = (SanctionKind.WARNING, SanctionKind.SILENCE, SanctionKind.SUSPENSION)
        self.instead.choices = [
            SelectChoice(NOTHING, _("Nothing")),
            *(SelectChoice(str(kind), NAMES[kind]) for kind in milder),
        ]

    @property
    def verdict(self) -> Verdict:
        """What was decided."""
        outcome, instead = AppealOutcome(self.outcome.data), None
        if outcome == AppealOutcome.REDUCED and self.instead.data != NOTHING:
            kind = SanctionKind(self.instead.data)
            instead = SanctionWish(kind, (self.hours.data or 0) if kind.has_end else None)
        return Verdict(outcome, self.words.data or "", instead)
