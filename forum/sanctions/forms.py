"""What the team fills in about members, and the words for what is wrong with it."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import IntegerField, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from forum.kernel.policy import Invalid
from forum.pages.models import Clause
from forum.sanctions.models import Content, Reasons, SanctionKind, SanctionWish
from forum.sanctions.queries import Step
from forum.sanctions.wording import CONTENTS, NAMES, WEIGHTS, length
from forum.web.forms import Form

LENGTHS = (24, 72, 7 * 24, 30 * 24)
OWN = 0
PROBLEMS: Mapping[tuple[str, str], Any] = {
    ("hours", "out_of_range"): _("Choose from 1 hour to %(most)s days."),
    ("length", "beyond_moderator"): _(
        "Only admins decide on so long a pause. Choose a shorter one."
    ),
    ("clause", "empty"): _("Choose the clause."),
    ("clause", "unknown"): _("That clause is no longer there. Choose again."),
    ("words", "empty"): _("Write to the member why."),
    ("words", "too_long"): _("Keep it to %(most)s characters."),
    ("body", "empty"): _("Write a few words."),
    ("body", "too_long"): _("Keep it to %(most)s characters."),
}


class OfSanctions(Form):
    """A form that can say what an action found wrong."""

    def blame(self, error: Invalid) -> None:
        """Put the words at the field, or at the first one."""
        words = PROBLEMS.get((error.field, error.reason), _("Please look at this again."))
        field = self[error.field] if error.field in self else next(iter(self))
        field.errors = [*field.errors, str(words) % error.details]


class ImposeForm(OfSanctions):
    kind = RadioField(_("What is done"), default=SanctionKind.WARNING)
    length = RadioField(_("For how long"), coerce=int, default=LENGTHS[0])
    hours = IntegerField(_("Hours"), [Optional()])
    weight = RadioField(_("How heavily it counts"), coerce=int, default=0)
    content = RadioField(_("What becomes of their texts"), default=Content.STAYS)
    clause = SelectField(_("Clause"))
    words = TextAreaField(_("Words to the member"))

    def offer(self, clauses: Sequence[Clause]) -> None:
        """The choices, as the guidelines are now and in the language of the page."""
        self.kind.choices = [SelectChoice(str(kind), NAMES[kind]) for kind in SanctionKind]
        self.length.choices = [
            *(SelectChoice(hours, length(hours)) for hours in LENGTHS),
            SelectChoice(OWN, _("Own length")),
        ]
        self.weight.choices = [SelectChoice(*one) for one in WEIGHTS.items()]
        self.content.choices = [SelectChoice(str(one), said) for one, said in CONTENTS.items()]
        numbered = [SelectChoice(one.key, f"{one.number}. {one.title}") for one in clauses]
        self.clause.choices = [SelectChoice("", "-"), *numbered]

    def preset(self, step: Step | None) -> None:
        """What is suggested stands there already; a person sends it, or something else."""
        if step is not None:
            self.kind.data = str(step.wish.kind)
            self.length.data = step.wish.hours or LENGTHS[0]

    @property
    def wish(self) -> SanctionWish:
        """What shall be done."""
        kind = SanctionKind(self.kind.data)
        hours = self.length.data if self.length.data != OWN else self.hours.data or 0
        content = Content(self.content.data) if kind == SanctionKind.REMOVAL else Content.STAYS
        return SanctionWish(kind, hours if kind.has_end else None, self.weight.data, content)

    def reasons(self, guidelines_number: int) -> Reasons:
        """Why."""
        return Reasons(self.clause.data or "", guidelines_number, self.words.data or "")


class LiftForm(OfSanctions):
    words = TextAreaField(_("Words to the member"))


class NoteForm(OfSanctions):
    body = TextAreaField(_("Note"))
