"""What staff type about a rule, and a text to try."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from forum.kernel.policy import Invalid
from forum.web.forms import Form

REASONS = {
    "needed": _("Please fill this in."),
    "too_long": _("This is too long."),
    "too_many": _("A hundred rules are the most."),
    "no_tree": _("Please look at the conditions again."),
    "empty_group": _("Put at least one condition into every group."),
    "too_deep": _("These groups stand too deep in each other."),
    "too_many_leaves": _("Twelve conditions are the most."),
    "no_text": _("A condition needs words."),
    "no_choice": _("Choose one from the list."),
    "wrong_number": _("Type a whole number from %(least)s to %(most)s."),
    "pattern_long": _("Keep a pattern below %(most)s characters."),
    "pattern_unreadable": _(
        "The pattern cannot be read. References back and looking around are not possible here."
    ),
    "pattern_large": _("The pattern is too large: count to smaller numbers, or make two of it."),
    "pattern_always": _("The pattern is found in every text."),
    "none": _("Say what happens: one to six things."),
    "no_label": _("Type the tag."),
    "no_answering": _(
        "No rule can answer with this: choose another saved reply, and in the settings the account "
        "in whose name rules answer."
    ),
}


class RuleForm(Form):
    name = StringField(_("Name"), validators=[Optional(), Length(max=80)])
    stops = BooleanField(_("No rule after this one is asked when it applies"))
    is_on = BooleanField(_("The rule is on"))

    def blame(self, error: Invalid) -> None:
        """Put the words for a reason at its field, or above all."""
        words = str(REASONS.get(error.reason, REASONS["no_tree"])) % error.details
        target: Any = self._fields.get(error.field)
        if target is None:
            self.form_errors.append(words)
        else:
            target.errors = [words]


class TrialForm(Form):
    title = StringField(_("Title"), validators=[Optional(), Length(max=200)])
    body = TextAreaField(_("Text"), validators=[Length(max=32_000)])
    is_new = BooleanField(_("As if from an account made today"))
