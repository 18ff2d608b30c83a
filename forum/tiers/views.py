"""Which tiers there are, and what one has oneself."""

from collections.abc import Iterable, Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts.models import User, Viewer
from forum.accounts.session import member, viewer
from forum.channels import policy as doors
from forum.channels import queries as channels
from forum.channels.models import Channel
from forum.channels.policy import NO_SEAT
from forum.commerce import queries as commerce
from forum.commerce.queries import Waiting
from forum.tiers import actions, queries, words
from forum.tiers.models import TierBenefit
from forum.tiers.queries import Progress
from forum.tiers.settings import GRACE_DAYS
from forum.web.next_page import own_page

bp = Blueprint("tiers", __name__)


@bp.get("/tiers")
def index() -> str:
    """All tiers: how one comes to them, and what each of them gives."""
    steps = queries.steps()
    who = viewer()
    progress = queries.progress_of(who) if isinstance(who, User) else None
    return render_template(
        "tiers/index.html",
        steps=steps,
        progress=progress,
        rooms=_rooms(who, (one for step in steps for one in step.benefits)),
        grace_days=GRACE_DAYS.get(),
        said=words,
    )


@bp.get("/my/perks")
@login_required
def perks() -> str:
    """What I have, and what the next tier adds."""
    held, progress, steps = (
        queries.memberships_of(member()),
        queries.progress_of(member()),
        queries.steps(),
    )
    mine = {row.tier_id for row in held}
    height = progress.tier.threshold if progress.tier else 0
    have = [
        step
        for step in steps
        if step.tier.id in mine or (step.tier.is_earned and step.tier.threshold < height)
    ]
    return render_template(
        "tiers/perks.html",
        held=held,
        progress=progress,
        have=queries.best_of(have),
        coming=[step for step in steps if progress.next and step.tier.id == progress.next.id],
        rooms=_rooms(member(), (one for step in steps for one in step.benefits)),
        waiting=_waiting(progress),
        grace_days=GRACE_DAYS.get(),
        said=words,
    )


@bp.post("/my/tiers/<int:membership_id>/seen")
@login_required
def seen(membership_id: int) -> Response:
    """Put the kind word away."""
    actions.put_away(member(), membership_id)
    return redirect(own_page(request.form.get("next")) or url_for(".perks"))


def _waiting(progress: Progress) -> Waiting | None:
    """One's orders that may still go back, where orders lead anywhere."""
    near = [tier for tier in (progress.tier, progress.next) if tier and tier.asks.has_buying]
    return commerce.waiting_of(member().id) if near else None


def _rooms(who: Viewer, benefits: Iterable[TierBenefit]) -> Mapping[int, Channel]:
    """The channels that are named: those of which the reader may know."""
    ids = {one.channel_id for one in benefits if one.channel_id is not None}
    found, seats = channels.channels_by_ids(ids), channels.seats(who)
    return {
        channel_id: channel
        for channel_id, channel in found.items()
        if doors.can_list(who, channel, seats.get(channel_id, NO_SEAT))
    }
