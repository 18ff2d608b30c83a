"""Languages: which one a page speaks, its words, and a made-up one that shows forgotten ones."""

from collections.abc import Callable
from functools import lru_cache
from io import BytesIO
from typing import Any

from babel import Locale, negotiate_locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, current_app, has_request_context, request
from flask_babel import Babel, Domain, format_decimal, get_locale
from flask_babel import lazy_gettext as _
from jinja2 import pass_context
from jinja2.runtime import Context
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from forum import paths
from forum.kernel.settings import Setting

LANGUAGES = {"en": "English", "de": "Deutsch"}
RIGHT_TO_LEFT = {"ar", "fa", "he", "ur"}
LANGUAGE = Setting(
    "site.language",
    default="",
    help=_("The language of the site for guests; empty follows each visitor's browser."),
    choices=("", *LANGUAGES),
)


class MadeUpTranslations(NullTranslations):
    """Marks every word that passes through gettext, so that one that does not stands out."""

    def gettext(self, message: str) -> str:
        """The message in brackets."""
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The right form in brackets."""
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"

    def pgettext(self, context: str, message: str) -> str:
        """The message in brackets."""
        return f"⟦{message}⟧"

    ugettext = gettext
    ungettext = ngettext
    upgettext = pgettext


class Catalogues(Domain):
    """Reads the .po files themselves, so that no compiled file can go stale."""

    def get_translations(self) -> Any:
        """The catalogue of the present language."""
        if current_app.config["FORUM_TEST_LANGUAGE"]:
            return MadeUpTranslations()
        locale = get_locale()
        return catalogue(locale.language if locale else "en")


class Languages(Babel):
    """Flask-Babel, with our way to read catalogues."""

    @property
    def domain_instance(self) -> Domain:
        """The catalogues that gettext asks."""
        return CATALOGUES


CATALOGUES = Catalogues()


@lru_cache
def catalogue(language: str) -> NullTranslations:
    """The translations of a language; English needs none."""
    path = paths.TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"
    if not path.is_file():
        return NullTranslations()
    with path.open("rb") as source:
        messages = read_po(source, locale=language)
    compiled = BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return Translations(compiled)


def register(app: Flask) -> None:
    """Set up languages and time zones."""
    Languages().init_app(app, locale_selector=_choose_language, timezone_selector=_choose_time_zone)
    app.extensions["settings"].add(LANGUAGE)
    app.jinja_env.globals["ngettext"] = _counting(app.jinja_env.globals["ngettext"])
    # Jinja's own short name would look the long one up at each of some hundred words of a page.
    app.jinja_env.globals["_"] = app.jinja_env.globals["gettext"]
    app.jinja_env.globals["get_locale"] = get_locale
    app.jinja_env.globals["is_rtl"] = is_rtl
    app.jinja_env.globals["languages"] = LANGUAGES


def is_rtl() -> bool:
    """Whether the page runs from right to left."""
    locale = get_locale()
    return locale is not None and locale.language in RIGHT_TO_LEFT


def _counting(ngettext: Any) -> Callable[..., str]:
    """The words for a number, which is written as the language does: 12.345 in German."""

    @pass_context
    def counting(context: Context, one: str, many: str, count: int, /, **values: Any) -> str:
        values.setdefault("num", format_decimal(count))
        return str(ngettext(context, one, many, count, **values))

    return counting


def _choose_language() -> str:
    choices: tuple[Callable[[], str | None], ...] = (
        lambda: current_app.extensions["viewer"]().locale,
        LANGUAGE.get,
        wanted_by_browser,
    )
    for choose in choices:
        chosen = choose()
        if chosen and chosen in LANGUAGES:
            return str(Locale.parse(chosen))
    return "en"


def wanted_by_browser() -> str | None:
    """The best of our languages for the visitor; none on the command line and in the worker."""
    return best_for(request.headers.get("Accept-Language", "")) if has_request_context() else None


@lru_cache(maxsize=512)
def best_for(accept_language: str) -> str | None:
    """The language that this header asks for most, among ours."""
    wanted = parse_accept_header(accept_language, LanguageAccept)
    return negotiate_locale(list(wanted.values()), list(LANGUAGES), sep="-")


def _choose_time_zone() -> str | None:
    zone: str | None = current_app.extensions["viewer"]().time_zone
    return zone
