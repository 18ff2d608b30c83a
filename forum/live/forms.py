"""Whether others may see that a member is writing."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField


class PresenceForm(FlaskForm):
    is_shown = BooleanField(_("Show others when I am writing a reply"))
