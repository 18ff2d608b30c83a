"""How what the team is shown of private messages is said in the audit log."""

from flask_babel import lazy_gettext as _l

from forum.kernel.acts import Acts
from forum.messages.actions.looking import READ

ACTS = Acts(verbs={READ: _l("read a reported private message")})
