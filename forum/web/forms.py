"""The base of every form: what all forms take in, and what none does."""

import secrets
from functools import lru_cache
from typing import Any

from babel.support import NullTranslations, Translations
from flask import request
from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, TextAreaField
from wtforms.i18n import messages_path

DIGITS = 9


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


class TextForm(Form):
    """A text of a member. Checked by the action, so that every way in obeys one rule."""

    class Meta(Form.Meta):
        # The whole application is guarded already; the composer carries the token.
        csrf = False

    body = TextAreaField(_l("Your text"))
    # One for each form that is shown: a form sent twice is taken once.
    client_key = HiddenField(default=lambda: secrets.token_urlsafe(16))
    # The version of the draft from which the form was filled.
    draft_version = HiddenField(default="0")

    @property
    def text(self) -> str:
        """What was typed."""
        return self.body.data or ""

    @property
    def known_draft(self) -> int:
        """The version of the draft that the writer knows."""
        return small_number(self.draft_version.data)


def small_number(typed: str | None) -> int:
    """A number from a hidden field; nonsense is 0."""
    word = (typed or "").strip()
    return int(word) if word.isascii() and word.isdigit() and len(word) <= DIGITS else 0


class _Words:
    """The two questions that fields ask."""

    def __init__(self, words: NullTranslations) -> None:
        self.gettext, self.ngettext = words.ugettext, words.ungettext


@lru_cache(maxsize=32)
def _words(locale: str) -> NullTranslations:
    return Translations.load(messages_path(), [locale], domain="wtforms")
