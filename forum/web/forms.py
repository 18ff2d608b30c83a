"""The base of every form: what all forms take in, and what none does."""

from functools import lru_cache
from typing import Any

from babel.support import NullTranslations, Translations
from flask import request
from flask_babel import get_locale
from flask_wtf import FlaskForm
from wtforms.i18n import messages_path


class Form(FlaskForm):
    """A form with its token against forgery. It reads bodies of forms only.

    The library would also read JSON, whose values can be of any kind: no field expects a number
    or a list where text should be.
    """

    class Meta(FlaskForm.Meta):
        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """What was sent as a form, or nothing."""
            found = super().wrap_formdata(form, formdata)
            return None if request.is_json else found

        def get_translations(self, form: Any) -> Any:
            """The words of fields. The library would read their file for each form."""
            return _Words(_words(str(get_locale() or "en")))


class _Words:
    """The two questions that fields ask."""

    def __init__(self, words: NullTranslations) -> None:
        self.gettext, self.ngettext = words.ugettext, words.ungettext


@lru_cache(maxsize=32)
def _words(locale: str) -> NullTranslations:
    return Translations.load(messages_path(), [locale], domain="wtforms")
