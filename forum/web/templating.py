"""What every template may use beside its own data."""

from datetime import datetime, timedelta
from typing import Any

from flask import Flask, current_app, url_for
from flask_babel import format_date, format_datetime, format_timedelta, gettext
from markupsafe import Markup
from werkzeug.routing import BuildError

from forum.kernel import clock, slots
from forum.kernel.slots import Part
from forum.web import icons


def register(app: Flask) -> None:
    """Give templates their globals."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        icon=icons.icon,
        moment=moment,
        link=link,
        public_address=public_address,
        page_slots=page_slots,
        now=clock.now,
    )
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
    return Markup('<time class="moment" datetime="{}" title="{}">{}</time>').format(
        when.isoformat(timespec="seconds"), format_datetime(when, "medium"), _how_long_ago(when)
    )


def _how_long_ago(when: datetime) -> str:
    """Words for the last and the next week; a date for the rest."""
    away = when - clock.now()
    if abs(away) < timedelta(minutes=1):
        return str(gettext("just now"))
    if abs(away) < timedelta(days=7):
        return str(format_timedelta(away, add_direction=True, threshold=0.95))
    return str(format_date(when, "medium"))


def page_slots(name: str) -> list[Part]:
    """What the slices put into a gap of the layout."""
    return slots.fill_page(name, current_app.extensions["viewer"]())


def _people() -> dict[str, Any]:
    return {
        "viewer": current_app.extensions["viewer"](),
        "brand": current_app.extensions["brand"](),
    }
