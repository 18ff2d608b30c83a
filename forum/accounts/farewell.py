"""What stands in the place of a name and of a text, in the language of the site."""

from flask_babel import force_locale
from flask_babel import gettext as _

from forum.web.language import LANGUAGE


def name() -> str:
    """What a member who left is called."""
    with force_locale(LANGUAGE.get() or "en"):
        return str(_("Former member"))


def trace() -> str:
    """What stands where a text was."""
    with force_locale(LANGUAGE.get() or "en"):
        return str(_("The author took this text along when they left."))


def title() -> str:
    """What a topic is called whose title went along."""
    with force_locale(LANGUAGE.get() or "en"):
        return str(_("A topic whose author has left"))
