"""What every template may use beside its own data."""

from datetime import datetime
from typing import Any

from babel.units import format_unit
from flask import Flask, current_app, url_for
from flask_babel import get_locale, get_timezone
from jinja2.environment import Template, TemplateModule
from werkzeug.routing import BuildError

from forum.kernel import clock, slots
from forum.kernel.slots import Part
from forum.web import icons, moments


class QuickTemplate(Template):
    """A template whose macros are made ready once.

    Jinja would make them ready for every page when the page had globals of its own; ours have none:
    what a macro may use is the environment's for all of them.
    """

    def _get_default_module(self, ctx: Any = None) -> TemplateModule:
        return super()._get_default_module()


def register(app: Flask) -> None:
    """Give templates their globals."""
    app.jinja_env.template_class = QuickTemplate
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        icon=icons.icon,
        moment=moment,
        exact=exact,
        link=link,
        public_address=public_address,
        page_slots=page_slots,
        now=clock.now,
    )
    app.jinja_env.filters["file_size"] = file_size
    app.context_processor(_people)


def link(endpoint: str, **values: Any) -> str:
    """The address of a page, or nothing when the slice that has it is not plugged in."""
    try:
        return url_for(endpoint, **values)
    except BuildError:
        return ""


def public_address(endpoint: str, **values: Any) -> str:
    """The whole address of a page as the operator gave it out, whatever host was asked for."""
    home: str = current_app.extensions["config"].public_url
    return home + url_for(endpoint, **values)


def moment(when: datetime | None) -> str:
    """A moment as a <time> element: how long ago in words, the exact one on hover."""
    if when is None:
        return ""
    is_made_up = bool(current_app.config["FORUM_TEST_LANGUAGE"])
    place = str(get_locale()), str(get_timezone()), is_made_up
    return moments.element(when, when - clock.now(), place)


def exact(when: datetime | None) -> str:
    """A moment as a <time> element with its day and minute: until when something lasts."""
    return moments.exact(when) if when else ""


def file_size(size: int) -> str:
    """So many bytes in the unit that people would choose, written as their language does."""
    units = (("gigabyte", 10**9), ("megabyte", 10**6), ("kilobyte", 10**3))
    name, of = next(((name, of) for name, of in units if size >= of), ("byte", 1))
    shown = round(size / of, 1 if of > 1 and size < 100 * of else 0)
    return format_unit(shown, f"digital-{name}", "short", locale=get_locale() or "en")


def page_slots(name: str) -> list[Part]:
    """What the slices put into a gap of the layout."""
    return slots.fill_page(name, current_app.extensions["viewer"]())


def _people() -> dict[str, Any]:
    return {
        "viewer": current_app.extensions["viewer"](),
        "brand": current_app.extensions["brand"](),
    }
