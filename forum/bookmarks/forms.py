"""The note on a bookmark."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import Length

from forum.bookmarks import policy


class NoteForm(FlaskForm):
    text = StringField(
        _("Note"),
        [Length(max=policy.LONGEST_NOTE, message=_("A note has room for 300 characters."))],
        filters=[lambda text: " ".join((text or "").split())],
    )
