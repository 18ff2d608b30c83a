"""The words of guidelines that other slices say too."""

from collections.abc import Mapping
from typing import Any

from flask import g
from flask_babel import lazy_gettext as _

from forum.pages import queries as pages
from forum.pages.models import Harm

# What comes of it when a clause is broken.
HARMS: Mapping[Harm, Any] = {
    Harm.SAFETY: _("Somebody may come to harm"),
    Harm.PRIVATE: _("Private things become public"),
    Harm.HATE: _("Somebody is attacked, or treated as less"),
    Harm.UNSAFE_CLAIM: _("Bad advice may hurt somebody"),
    Harm.SCAM: _("Somebody may be cheated"),
    Harm.ADVERT: _("It sells something"),
    Harm.OFF_TOPIC: _("It stands in the wrong place"),
    Harm.OTHER: _("Something else"),
}


def clause_named(key: str) -> str:
    """A clause as it is called in the guidelines that hold, by its key; asked for once a page."""
    if "clauses_named" not in g:
        present = pages.current_guidelines()
        found = pages.clauses_of(present) if present else ()
        g.clauses_named = {one.key: f"{one.number}. {one.title}" for one in found}
    names: Mapping[str, str] = g.clauses_named
    return names.get(key, key)
