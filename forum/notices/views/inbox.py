"""The inbox: what happened, day by day."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from flask import flash, redirect, render_template, request, url_for
from flask_babel import get_timezone
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.kernel import clock
from forum.kernel.paging import cursor_at, decode
from forum.kernel.policy import NotFound
from forum.notices import actions, places, queries, seeing
from forum.notices.queries import Line
from forum.notices.views.blueprint import bp


@bp.get("/notices")
@login_required
def index() -> str:
    """Private to the member: staff who look through another's eyes see their own inbox."""
    after = decode(request.args.get("after"))
    only_unread = request.args.get("only") == "unread"
    page = queries.lines_of(member(), after, only_unread=only_unread)
    return render_template(
        "notices/index.html",
        page=page,
        days=_days(page.items),
        today=_today(),
        after=after,
        only_unread=only_unread,
        unread=queries.unread_count(member()),
        until=cursor_at(clock.now(), 0).encode(),
    )


@bp.get("/notices/<int:notice_id>")
@login_required
def go(notice_id: int) -> Response:
    """Lead to what the notice is about; that it was read is noted in a moment."""
    found = queries.lines_among(member(), [notice_id])
    if not found:
        raise NotFound
    seeing.note_pressed(member(), notice_id)
    endpoint, values = places.place_of(found[0])
    return redirect(url_for(endpoint, **values))


@bp.post("/notices/<int:notice_id>/read")
@login_required
def read(notice_id: int) -> Response:
    actions.read(member(), queries.notice_of(member(), notice_id))
    return _back()


@bp.post("/notices/read")
@login_required
def read_all() -> Response:
    """What came after the page was shown stays unread."""
    until = decode(request.form.get("until"))
    actions.read_all(member(), until.moment if until else clock.now())
    flash(_("Everything is marked as read."), "good")
    return redirect(url_for(".index"))


def _back() -> Response:
    only = "unread" if request.form.get("only") == "unread" else None
    return redirect(url_for(".index", only=only))


def _days(lines: Sequence[Line]) -> list[tuple[date, list[Line]]]:
    """The lines by the day on which each last happened, as the reader's calendar has it."""
    zone = get_timezone()
    days = groupby(lines, key=lambda line: line.notice.latest_at.astimezone(zone).date())
    return [(day, list(some)) for day, some in days]


def _today() -> date:
    return clock.now().astimezone(get_timezone()).date()
