"""The pages that everybody may read: which badges there are, what they ask for, who has them."""

from collections.abc import Sequence

from flask import Blueprint, render_template, request

from forum.accounts.models import Guest
from forum.accounts.session import viewer
from forum.badges import policy, queries, showing
from forum.badges.models import Badge, BadgeAward
from forum.badges.showing import Next
from forum.kernel.paging import decode
from forum.kernel.policy import NotFound

bp = Blueprint("badges", __name__)


@bp.get("/badges")
def index() -> str:
    """Every badge that can be earned now."""
    found = [badge for badge in queries.badges() if badge.is_active]
    return render_template(
        "badges/index.html",
        badges=[(badge, showing.medal_of(badge)) for badge in found],
        how=showing.how(viewer(), found),
        counts=queries.holder_counts(),
        mine=_mine(),
    )


@bp.get("/badges/<badge>")
def show(badge: str) -> str:
    """What a badge asks for, and who has it."""
    found = queries.badge_at(badge)
    if not found.is_active and not queries.holder_counts().get(found.id):
        raise NotFound
    after = decode(request.args.get("after"))
    page = queries.holders(found, after)
    return render_template(
        "badges/show.html",
        badge=found,
        medal=showing.medal_of(found),
        how=showing.how(viewer(), [found])[found.id],
        count=queries.holder_counts().get(found.id, 0),
        page=page,
        after=after,
        tags=queries.tag_names(viewer(), {award.tag_id for award in page.items if award.tag_id}),
        may_arrange=policy.can_arrange(viewer()),
        own=[award for award in _held_by_me() if award.badge_id == found.id],
        way=_way_to(found),
    )


def _mine() -> dict[str, BadgeAward]:
    """What the reader has, by badge."""
    return {award.badge.slug: award for award in _held_by_me()}


def _held_by_me() -> Sequence[BadgeAward]:
    me = viewer()
    return [] if isinstance(me, Guest) else queries.held_by(me)


def _way_to(badge: Badge) -> Next | None:
    me = viewer()
    return None if isinstance(me, Guest) else showing.way_to(me, badge)
