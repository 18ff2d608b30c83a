"""Settings of the pages about the house."""

from flask_babel import lazy_gettext as _

from forum.kernel.settings import Setting

CONTACT = Setting(
    "pages.contact",
    default="",
    help=_("How people reach the team about a decision: a mail address, or a few words."),
    most=200,
)
ALL = [CONTACT]
