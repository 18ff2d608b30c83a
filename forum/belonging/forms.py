"""The one question."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField
from wtforms.fields import SelectChoice

from forum.belonging.models import LEAST, MOST
from forum.web.forms import Form


class BelongingForm(Form):
    score = RadioField(
        _("I feel part of this community"),
        choices=[SelectChoice(str(score), str(score)) for score in range(LEAST, MOST + 1)],
        validate_choice=False,
    )

    @property
    def chosen(self) -> int | None:
        """What was chosen, if it is one of the numbers."""
        words = self.score.data or ""
        return int(words) if words.isdecimal() and len(words) <= len(str(MOST)) else None

    def blame(self) -> None:
        """Say that nothing was chosen."""
        self.score.errors = [_("Choose a number from 0 to 10.")]
