"""What moderators send with a decision."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

LONGEST_NOTE = 1000


class NoteForm(FlaskForm):
    """Words to the member, given with a no."""

    note = TextAreaField(
        _("Words to the member"),
        validators=[Length(max=LONGEST_NOTE, message=_("Please use 1,000 characters or fewer."))],
    )


class EscalateForm(FlaskForm):
    """Words for whoever decides instead."""

    words = TextAreaField(
        _("What they should know"),
        validators=[
            DataRequired(_("Say in a line why you pass it on.")),
            Length(max=LONGEST_NOTE, message=_("Please use 1,000 characters or fewer.")),
        ],
    )
