"""The search page, and topics like the one that is being started."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _

from forum.accounts.session import viewer
from forum.kernel import clock
from forum.search import asked, queries
from forum.search.asked import Asked, Part
from forum.search.engines.engine import MOST, Unready
from forum.search.queries import Order
from forum.web import limits, moments
from forum.web.limits import Limit

bp = Blueprint("search", __name__)

# Guests of one address share theirs.
GUESTS = Limit("search", "30 per minute")
MEMBERS = Limit("search", "60 per minute")
TYPING = Limit("search_alike", "60 per minute")
LAST_START = 1000


class Tab(StrEnum):
    """What is looked for."""

    POSTS = "posts"
    MEMBERS = "members"
    CHANNELS = "channels"


@dataclass(frozen=True)
class Filter:
    """A part of the question that can be taken out of it: as typed, and the way without it."""

    label: str
    href: str
    is_unknown: bool


@bp.get("/search")
def show() -> str:
    """Everything that can be found."""
    question = asked.read(request.args.get("q", ""))
    tab = _one_of(Tab, request.args.get("for"), Tab.POSTS)
    # What the page may have kept is only put together when it is made.
    data: dict[str, Any] = {"asked": question, "tab": tab, "tabs": partial(_tabs, question, tab)}
    if not question.parts:
        return render_template("search/show.html", **data)
    _count()
    try:
        data |= _found(question, tab)
    except Unready:
        data["is_unready"] = True
    return render_template("search/show.html", **data)


@bp.get("/search/alike")
def alike() -> str:
    """Topics like a title, as a piece of a page."""
    TYPING.hit(_who())
    return render_template("search/_alike.html", topics=alike_to(request.args.get("title", "")))


def alike_to(title: str) -> Sequence[queries.Alike]:
    """Topics like this title; none while nothing can be found."""
    try:
        return queries.alike(viewer(), title[: asked.LONGEST])
    except Unready:
        return []


def _found(question: Asked, tab: Tab) -> dict[str, Any]:
    start = _start()
    if tab == Tab.MEMBERS:
        people = queries.members(viewer(), question, start=start)
        return {"people": people, **_ways(question, start, people.next, tab=tab)}
    if tab == Tab.CHANNELS:
        return {"rooms": queries.rooms(viewer(), question)}
    order = _one_of(Order, request.args.get("sort"), Order.BEST)
    results = queries.find(viewer(), question, order=order, start=start)
    return {
        "results": results,
        "order": order,
        "orders": partial(_orders, question, order),
        "filters": [_filter(question, part, results.unknown) for part in question.filters],
        "key": _key(results, order, start),
        "better": _better(question, results),
        "narrower": _narrower(question) if results.is_cut else (),
        "most": MOST,
        **_ways(question, start, results.next, tab=tab, sort=order),
    }


def _better(question: Asked, results: queries.Results) -> str:
    """The same without its slips, when nothing was found that has all of the words."""
    is_amiss = results.is_loose or not results.hits
    return queries.better(viewer(), question) if is_amiss else ""


def _key(results: queries.Results, order: Order, start: int) -> Hashable:
    """All that the list of posts shows, beside the question."""
    now = clock.now()
    ages = tuple(moments.told(hit.created_at, now) for hit in results.hits)
    return results.key, ages, order, start, now.year, MOST


def _tabs(question: Asked, here: Tab) -> list[dict[str, Any]]:
    names = {
        Tab.POSTS: _("Topics and posts"),
        Tab.MEMBERS: _("Members"),
        Tab.CHANNELS: _("Channels"),
    }
    return [
        {
            "label": name,
            "href": _address(question.typed if tab == Tab.POSTS else _names(question), tab=tab),
            "is_current": tab == here,
        }
        for tab, name in names.items()
    ]


def _names(question: Asked) -> str:
    """What to look for among names: the words, without the filters of posts."""
    return question.plain or question.typed


def _orders(question: Asked, here: Order) -> list[dict[str, Any]]:
    names = {Order.BEST: _("Best match"), Order.NEWEST: _("Newest")}
    return [
        {"label": name, "href": _address(question.typed, sort=order), "is_current": order == here}
        for order, name in names.items()
    ]


def _filter(question: Asked, part: Part, unknown: Sequence[Part]) -> Filter:
    return Filter(part.typed, _address(question.without(part)), part in unknown)


def _narrower(question: Asked) -> list[tuple[str, str]]:
    """Filters that make a long answer shorter, each with the way to the same question with it."""
    year = clock.now().year - 1
    filters = ("in:title", f"after:{year}", "is:answered", "has:image")
    typed = question.typed.casefold().split()
    free = [one for one in filters if one not in typed]
    return [(one, _address(f"{question.typed} {one}")) for one in free]


def _ways(question: Asked, start: int, following: int | None, **more: Any) -> dict[str, Any]:
    older = _address(question.typed, start=following, **more) if following else None
    return {"older": older, "newer": _address(question.typed, **more) if start else None}


def _address(typed: str, *, tab: Tab = Tab.POSTS, **more: Any) -> str:
    kept = {name: value for name, value in more.items() if value not in {None, Order.BEST}}
    if tab != Tab.POSTS:
        kept["for"] = tab
    return url_for("search.show", q=typed or None, **kept)


def _one_of(choices: Any, typed: str | None, usual: Any) -> Any:
    return choices(typed) if typed in set(choices) else usual


def _start() -> int:
    typed = request.args.get("start", "")
    return min(int(typed), LAST_START) if typed.isdecimal() and len(typed) <= len("1000") else 0


def _count() -> None:
    limit = GUESTS if viewer().is_guest else MEMBERS
    limit.hit(_who())


def _who() -> str:
    who = viewer()
    return f"address {limits.address()}" if who.is_guest else f"member {who.id}"
