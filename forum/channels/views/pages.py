"""The list of all channels, what each is about, and asking to be let in."""

from datetime import timedelta
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts.session import member, viewer
from forum.channels import actions, policy, queries
from forum.channels.forms import AskForm
from forum.channels.models import Channel
from forum.channels.policy import Seat
from forum.channels.views.blueprint import bp
from forum.kernel import slots
from forum.kernel.policy import require
from forum.web.guest_pages import same_for_guests
from forum.web.limits import Limit

ASKS = Limit("ask_entry", "10 per hour")


@bp.get("/channels")
@same_for_guests()
def index() -> str:
    """All channels the viewer may know of."""
    found = queries.rooms(viewer())
    return render_template(
        "channels/index.html",
        groups=queries.grouped([room for room in found if not room.channel.is_archived]),
        archived=[room for room in found if room.channel.is_archived],
        asked=queries.asked_channels(viewer()),
    )


@bp.get("/c/<slug>/about")
def about(slug: str) -> str:
    """What a channel is for, and who does what in it."""
    channel = queries.channel_at(viewer(), slug)
    seat = queries.seat_in(viewer(), channel)
    return render_template("channels/about.html", **_facts(channel, seat), form=AskForm())


@bp.get("/c/<slug>/ask")
@login_required
def ask(slug: str) -> str | Response:
    """The form for asking to be let in; its place is on the page about the channel."""
    channel = queries.channel_at(member(), slug)
    require(policy.can_ask_for_entry(member(), channel, queries.seat_in(member(), channel)))
    return redirect(url_for(".about", slug=channel.slug, _anchor="ask"))


@bp.post("/c/<slug>/ask")
@login_required
def send_request(slug: str) -> str | Response:
    """Ask to be let in."""
    channel = queries.channel_at(member(), slug)
    seat = queries.seat_in(member(), channel)
    form = AskForm()
    if not form.validate_on_submit():
        return render_template("channels/about.html", **_facts(channel, seat), form=form)
    ASKS.hit(member().id)
    actions.ask(member(), channel, form.message.data or "")
    flash(_("Sent. Somebody will look at it within a day."), "good")
    return redirect(url_for(".about", slug=channel.slug))


@bp.post("/c/<slug>/ask/withdraw")
@login_required
def withdraw(slug: str) -> Response:
    """Take one's own request back."""
    channel = queries.channel_at(member(), slug)
    actions.withdraw(member(), channel)
    flash(_("Your request is taken back. You can ask again whenever you like."), "good")
    return redirect(url_for(".about", slug=channel.slug))


@bp.post("/c/<slug>/leave")
@login_required
def leave(slug: str) -> Response:
    """Give up one's own place in a channel."""
    channel = queries.channel_at(member(), slug)
    actions.remove(member(), channel, queries.place_in(channel, member().id))
    flash(_("You have left %(name)s.", name=channel.name), "good")
    return redirect(url_for(".index"))


def _facts(channel: Channel, seat: Seat) -> dict[str, Any]:
    """All that the page about a channel tells this viewer: outsiders nothing of the inside."""
    may_read = policy.can_read(viewer(), channel, seat)
    request = queries.last_request(viewer(), channel)
    may_ask = policy.can_ask_for_entry(viewer(), channel, seat)
    return {
        "channel": channel,
        "seat": seat,
        "may_read": may_read,
        "may_start": policy.can_start(viewer(), channel, seat),
        "may_admit": policy.can_moderate(viewer(), seat),
        "may_arrange": policy.can_arrange(viewer()),
        "may_ask": may_ask and policy.can_ask_again(viewer(), request),
        "request": request,
        "pause": timedelta(seconds=channel.slow_mode_seconds),
        "moderators": queries.moderators_of(channel) if may_read else [],
        "member_count": queries.member_count(channel)
        if seat.is_insider or viewer().is_staff
        else 0,
        "follow": slots.fill("channel.follow", viewer(), [channel])[channel.id] if may_read else [],
    }
