"""What the team chooses about a wave, and the words for what is wrong with it."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from forum.kernel.policy import Invalid
from forum.pages.models import Clause
from forum.sanctions.models import SanctionKind
from forum.topics.actions import Way
from forum.waves.plans import Plan
from forum.web.forms import Form

LONGEST_WORDS = 2000
WAYS: Mapping[Way, Any] = {
    Way.HIDE: _("Out of sight: their authors and the team still read them"),
    Way.REMOVE: _("Removed: only the team can read them"),
}
NOTHING = ""
PAUSES: Mapping[str, Any] = {
    NOTHING: _("Nothing"),
    "silence:24": _("They read but do not write for 24 hours"),
    "silence:168": _("They read but do not write for 7 days"),
    "suspension:168": _("They do not come in for 7 days"),
    "suspension:720": _("They do not come in for 30 days (admins only)"),
}
PROBLEMS: Mapping[tuple[str, str], Any] = {
    ("pause", "beyond_moderator"): _(
        "Only admins decide on so long a pause. Choose a shorter one."
    ),
    ("clause", "empty"): _("Choose the clause."),
    ("words", "empty"): _("Write to their owners why."),
    ("words", "too_long"): _("Keep it to %(most)s characters."),
}


class OfWaves(Form):
    """A form that can say what an action found wrong."""

    def blame(self, error: Invalid) -> None:
        """Put the words at the field, or at the first one."""
        words = PROBLEMS.get((error.field, error.reason), _("Please look at this again."))
        field = self[error.field] if error.field in self else next(iter(self))
        field.errors = [*field.errors, str(words) % error.details]


class SweepForm(OfWaves):
    way = RadioField(_("What becomes of the posts"), default=Way.HIDE)
    pause = SelectField(_("What is done to accounts that were made for it"), default=NOTHING)
    clause = SelectField(_("Clause"), default="")
    words = TextAreaField(_("Words to their owners"), validators=[Length(max=LONGEST_WORDS)])

    def offer(self, clauses: Sequence[Clause]) -> None:
        """The choices, as the guidelines are now and in the language of the page."""
        self.way.choices = [SelectChoice(way.value, words) for way, words in WAYS.items()]
        self.pause.choices = [SelectChoice(value, words) for value, words in PAUSES.items()]
        numbered = [SelectChoice(one.key, f"{one.number}. {one.title}") for one in clauses]
        self.clause.choices = [SelectChoice("", "-"), *numbered]
        if not self.words.data:
            self.words.data = str(
                _(
                    "Your account took part in a wave of posts that are nearly the same. "
                    "If this is a mistake, appeal and we look at it again."
                )
            )

    def plan(self, guidelines_number: int) -> Plan:
        """What was chosen."""
        kind, _sign, hours = (self.pause.data or "").partition(":")
        way, words = Way(self.way.data), (self.words.data or "").strip()
        if not kind:
            return Plan(way)
        pause, clause = SanctionKind(kind), self.clause.data or ""
        return Plan(way, pause, int(hours), clause, guidelines_number if clause else 0, words)


class ReturnForm(OfWaves):
    words = TextAreaField(_("Words to those whose pause ends"), validators=[Length(max=2000)])
