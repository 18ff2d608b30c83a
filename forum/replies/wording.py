"""The words around saved replies, and the values that are written in a language."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from flask_babel import force_locale, format_datetime, get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from forum.appeals.settings import DAYS
from forum.kernel import clock
from forum.moderation import queries as moderation
from forum.moderation.kinds import path_to
from forum.replies import variables
from forum.replies.models import Place, SavedReply, Solved
from forum.replies.queries import List, Order, Spot, by_clause
from forum.web.language import LANGUAGES

DECISIONS = "sanctions.mine"
# The kinds of message, in the order in which they are offered.
# What each variable stands for, and what a gap is called where it is not known.
VARIABLES: Mapping[str, Any] = {
    "member": _l("the name of the member"),
    "clause": _l("the clause that was broken"),
    "quote": _l("the beginning of what they wrote"),
    "deadline": _l("the day by which they hear from us"),
    "appeal_url": _l("where they can ask for another look"),
    "order_hint": _l("the last digits of the order number they gave"),
}
REFUSED: Mapping[str, Any] = {
    "gap_left": _l("Something in ⟦ ⟧ is missing. Write it, or take the brackets out."),
    "personal_line": _l(
        "This answers a complaint: add a line of your own, with at least 20 letters, that says "
        "what you understood or do. Nothing you typed is lost."
    ),
}
SOLVED: Mapping[Solved, Any] = {
    Solved.YES: _l("Yes"),
    Solved.PARTLY: _l("Partly"),
    Solved.NO: _l("No"),
}
ICONS: Mapping[Solved, str] = {
    Solved.YES: "check",
    Solved.PARTLY: "circle-dot",
    Solved.NO: "x",
}
LISTS: Mapping[List, Any] = {
    List.LIVE: _l("In use"),
    List.STALE: _l("Stale"),
    List.ARCHIVED: _l("Archived"),
}
ORDERS: Mapping[Order, Any] = {
    Order.USED: _l("Most used"),
    Order.REVIEWED: _l("Reviewed longest ago"),
}


def clauses() -> Mapping[str, str]:
    """The clauses as they are now, by how a saved reply names each."""
    _guidelines, found = moderation.clauses_now()
    return {by_clause(one.key): f"{one.number}. {one.title}" for one in found}


def thanks(said: Solved) -> str:
    """What somebody reads who said whether it is solved."""
    if said == Solved.YES:
        return str(_("Good to hear. Thank you for telling us."))
    return str(_("Thank you for telling us. Write here what is missing: the team reads it."))


def languages() -> list[str]:
    """The languages to choose from, that of the page first."""
    here = get_locale()
    first = here.language if here else "en"
    return [first, *(one for one in LANGUAGES if one != first)]


def filled(reply: SavedReply, spot: Spot) -> variables.Filled:
    """The text with all that is known of the place, written in the language of the reply."""
    with force_locale(reply.language):
        return variables.fill(
            reply.body,
            {**spot.values, **_values(spot)},
            missing={name: str(words) for name, words in VARIABLES.items()},
            is_markdown=spot.place == Place.TOPIC,
        )


def example(body: str, language: str) -> variables.Filled:
    """The text as it might be sent, for a look at it while it is written."""
    with force_locale(language if language in LANGUAGES else "en"):
        values = {
            "member": "Adaeze",
            "clause": _("3. Say it kindly"),
            "quote": _("My grinder has stalled again"),
            "deadline": _day(clock.now() + timedelta(days=2)),
            "appeal_url": _appeals_at(),
            "order_hint": "…417",
        }
        return variables.fill(body, values, missing={}, is_markdown=True)


def _values(spot: Spot) -> dict[str, str]:
    values = {"appeal_url": _appeals_at()}
    if spot.clause is not None:
        values["clause"] = f"{spot.clause.number}. {spot.clause.title}"
    if spot.place == Place.CASE:
        values["deadline"] = _day(clock.now() + timedelta(days=DAYS.get()))
    elif spot.due_at is not None:
        values["deadline"] = _day(spot.due_at)
    return values


def _appeals_at() -> str:
    """Where members find what was decided about them; also known where nobody asks for a page."""
    home: str = current_app.extensions["config"].public_url
    return home + path_to(DECISIONS)


def _day(moment: datetime) -> str:
    return str(format_datetime(moment, "EEEE, d MMMM" if _is_english() else "EEEE, d. MMMM"))


def _is_english() -> bool:
    here = get_locale()
    return here is None or here.language == "en"
