"""Words that are stored inside rendered texts, and so speak the language of the site."""

from flask_babel import force_locale
from flask_babel import gettext as _

from forum.web.language import LANGUAGE


def in_texts() -> tuple[str, str]:
    """What a spoiler without a title and a picture without a description are called."""
    with force_locale(LANGUAGE.get() or "en"):
        return str(_("Spoiler")), str(_("Picture"))
