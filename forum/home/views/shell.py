"""The blueprint to which all pages of this slice belong, and what their lists share."""

from collections.abc import Hashable, Sequence
from functools import partial
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _

from forum.accounts.models import Viewer
from forum.home.queries import Period, Row
from forum.kernel import clock
from forum.kernel.paging import Cursor, Page, decode
from forum.kernel.policy import NotFound
from forum.reading.queries import unread_topics
from forum.web import moments

bp = Blueprint("home", __name__)
MOST_SHOWN = 99


def after() -> Cursor | None:
    """Where the page begins; nonsense in the address means at the beginning."""
    return decode(request.args.get("after"))


def show(template: str, page: Page[Any], **more: Any) -> str:
    """A page with a list: the rows, and the address of what comes after them."""
    here = {**(request.view_args or {}), **_kept()}
    start = url_for(request.endpoint or "home.latest", **here)
    older = url_for(request.endpoint or "home.latest", **here, after=page.next)
    return render_template(
        template,
        page=page,
        line_keys=partial(_keys, page.items, template),
        older=older if page.next else "",
        newer=start if after() else "",
        is_first=after() is None,
        **more,
    )


def _keys(rows: Sequence[Row], template: str) -> list[Hashable]:
    """Under what each line of a list is kept: all that it shows, and on which kind of page."""
    now = clock.now()
    return [
        ("row", template, row.key, row.bumped_at, moments.told(row.bumped_at, now)) for row in rows
    ]


def _kept() -> dict[str, str]:
    """What the address asks for beside the place in the list."""
    return {name: value for name, value in request.args.items() if name == "level"}


def tabs(who: Viewer, current: str) -> list[dict[str, Any]]:
    """The lists of the front page that the viewer can have."""
    count = unread_topics(who)
    every = [
        (_("Latest"), "latest", "", True),
        (_("Unread"), "unread", f"{MOST_SHOWN}+" if count > MOST_SHOWN else count, who.is_member),
        (_("Unanswered"), "unanswered", "", True),
        (_("Top"), "top", "", True),
        (_("Following"), "following", "", who.is_member),
    ]
    return [
        {"label": label, "href": _address(name), "count": number, "is_current": name == current}
        for label, name, number, is_there in every
        if is_there
    ]


def _address(name: str) -> str:
    values: dict[str, Any] = {"period": Period.WEEK.value} if name == "top" else {}
    return url_for(f"home.{name}", **values)


def periods(endpoint: str, chosen: Period, **values: Any) -> list[dict[str, Any]]:
    """The times by which the top topics can be chosen."""
    words = {
        Period.DAY: _("Today"),
        Period.WEEK: _("This week"),
        Period.MONTH: _("This month"),
        Period.YEAR: _("This year"),
        Period.ALL: _("All time"),
    }
    return [
        {
            "label": word,
            "href": url_for(endpoint, period=period.value, **values),
            "is_current": period == chosen,
        }
        for period, word in words.items()
    ]


def period_named(name: str) -> Period:
    """The period of an address. Raises NotFound."""
    if name not in set(Period):
        raise NotFound
    return Period(name)
