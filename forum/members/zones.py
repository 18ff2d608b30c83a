"""Time zones as people know them: by place, in their own language, under continents and oceans."""

from collections.abc import Iterator
from functools import lru_cache

from babel import Locale
from babel.dates import get_timezone_location
from flask_babel import lazy_gettext as _
from wtforms.fields import SelectChoice

from forum.members import queries

HEADINGS = {
    "Africa": _("Africa"),
    "America": _("America"),
    "Antarctica": _("Antarctica"),
    "Arctic": _("The Arctic"),
    "Asia": _("Asia"),
    "Atlantic": _("Atlantic Ocean"),
    "Australia": _("Australia"),
    "Europe": _("Europe"),
    "Indian": _("Indian Ocean"),
    "Pacific": _("Pacific Ocean"),
}


def choices(locale: Locale) -> Iterator[SelectChoice]:
    """Every zone under its heading, sorted by place.

    Zones that bear another one's place are there too, unseen: a device may know a place by its
    older name.
    """
    seen = set()
    for continent, place, name in _places(str(locale)):
        attributes = {"dir": "auto"} | ({"hidden": True} if (continent, place) in seen else {})
        seen.add((continent, place))
        yield SelectChoice(name, place, attributes, optgroup=str(HEADINGS[continent]))


@lru_cache
def _places(language: str) -> tuple[tuple[str, str, str], ...]:
    """Continent, place and name of each zone."""
    locale = Locale.parse(language)
    return tuple(
        sorted(
            (
                name.partition("/")[0],
                get_timezone_location(name, locale=locale, return_city=True),
                name,
            )
            for name in queries.time_zones()
        )
    )
