"""What moderators send with a decision."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import Length

LONGEST_NOTE = 1000


class NoteForm(FlaskForm):
    """Words to the member, given with a no."""

    note = TextAreaField(
        _("Words to the member"),
        validators=[Length(max=LONGEST_NOTE, message=_("Please use 1,000 characters or fewer."))],
    )
