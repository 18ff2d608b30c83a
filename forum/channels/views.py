"""Pages of channels that everybody may open: the list of all, and what each is about."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forum.accounts.session import viewer
from forum.channels import policy, queries

bp = Blueprint("channels", __name__)


@bp.app_errorhandler(queries.Moved)
def lead_on(moved: queries.Moved) -> Response:
    """Lead from an old address of a channel to the same page at the present one."""
    values = dict(request.view_args or {}, slug=moved.slug)
    return redirect(url_for(request.endpoint or "channels.index", **values), 301)


@bp.get("/channels")
def index() -> str:
    """All channels the viewer may know of."""
    return render_template("channels/index.html", groups=queries.overview(viewer()))


@bp.get("/c/<slug>/about")
def about(slug: str) -> str:
    """What a channel is for, and who does what in it."""
    channel = queries.channel_at(viewer(), slug)
    seat = queries.seat_in(viewer(), channel)
    may_read = policy.can_read(viewer(), channel, seat)
    return render_template("channels/about.html", channel=channel, seat=seat, may_read=may_read)
