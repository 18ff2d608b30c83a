"""The pages of a channel: its topics, those that wait for an answer, the top ones; or its door."""

from collections.abc import Callable
from typing import Any

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from forum.accounts.session import viewer
from forum.channels import policy
from forum.channels.models import Channel
from forum.channels.queries import seat_in, shown_channel
from forum.home import queries
from forum.home.queries import Row
from forum.home.views.shell import after, bp, period_named, periods, show
from forum.kernel import slots
from forum.kernel.paging import Page
from forum.web.guest_pages import same_for_guests


@bp.get("/c/<slug>")
@same_for_guests("after")
def channel(slug: str) -> str | Response:
    found = shown_channel(viewer(), slug)
    if found.is_live and policy.can_read(viewer(), found, seat_in(viewer(), found)):
        return redirect(url_for("topics.stream", slug=slug))
    return _open(found, "latest", lambda here: queries.in_channel(viewer(), here, after()))


@bp.get("/c/<slug>/unanswered")
@same_for_guests("after")
def channel_unanswered(slug: str) -> str:
    found = shown_channel(viewer(), slug)
    return _open(found, "unanswered", lambda here: queries.unanswered_in(viewer(), here, after()))


@bp.get("/c/<slug>/top/<period>")
@same_for_guests("after")
def channel_top(slug: str, period: str) -> str:
    chosen = period_named(period)
    return _open(
        shown_channel(viewer(), slug),
        "top",
        lambda here: queries.top_in(viewer(), here, chosen, after=after()),
        period=chosen,
        periods=periods("home.channel_top", chosen, slug=slug),
    )


def _open(found: Channel, name: str, read: Callable[[Channel], Page[Row]], **more: Any) -> str:
    """The list inside, or what those outside may know: the name and how to be let in."""
    seat = seat_in(viewer(), found)
    verdict = policy.can_read(viewer(), found, seat)
    if not verdict:
        may_ask = policy.can_ask_for_entry(viewer(), found, seat)
        return render_template("home/door.html", channel=found, verdict=verdict, may_ask=may_ask)
    return show(
        "home/channel.html",
        read(found),
        channel=found,
        name=name,
        may_start=policy.can_start(viewer(), found, seat),
        head=slots.fill("channel.head", viewer(), [found])[found.id],
        follow=slots.fill("channel.follow", viewer(), [found])[found.id],
        **more,
    )
