"""The front page and its lists, and the pages of channels."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forum.accounts.session import viewer
from forum.channels import policy as channels
from forum.channels.queries import Moved, channel_at, seat_in
from forum.home import queries
from forum.kernel import slots
from forum.kernel.paging import Cursor, decode

bp = Blueprint("home", __name__)


@bp.get("/")
def latest() -> str:
    after = _after()
    return render_template(
        "home/latest.html",
        page=queries.latest(viewer(), after),
        pins=[] if after else queries.pins(viewer()),
        is_first=after is None,
    )


@bp.get("/c/<slug>")
def channel(slug: str) -> str | Response:
    try:
        found = channel_at(viewer(), slug)
    except Moved as moved:
        return redirect(url_for(".channel", slug=moved.slug), 301)
    seat = seat_in(viewer(), found)
    if not channels.can_read(viewer(), found, seat):
        return render_template("home/door.html", channel=found)
    after = _after()
    return render_template(
        "home/channel.html",
        channel=found,
        page=queries.in_channel(viewer(), found, after),
        pins=[] if after else queries.pins_in(viewer(), found),
        is_first=after is None,
        may_start=channels.can_start(viewer(), found, seat),
        follow=slots.fill("channel.follow", viewer(), [found])[found.id],
    )


def _after() -> Cursor | None:
    return decode(request.args.get("after"))
