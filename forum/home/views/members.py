"""The list of members."""

from collections.abc import Mapping
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from forum.accounts.models import Standing
from forum.accounts.session import viewer
from forum.badges import queries as badges
from forum.home import settings
from forum.home.queries import directory
from forum.home.queries.directory import Order, Wanted, Who
from forum.home.views.shell import after, bp
from forum.kernel import slots
from forum.tiers import queries as tiers
from forum.tiers import words
from forum.tiers.models import Tier
from forum.web.guest_pages import same_for_guests
from forum.web.limits import Limit, address

SEARCHES = Limit("members", "30 per minute")
LONGEST = 100
ORDERS: Mapping[Order, Any] = {
    Order.HELPFUL: _("Most helpful"),
    Order.ALL_TIME: _("Of all time"),
    Order.NEWEST: _("Newest"),
    Order.ACTIVE: _("Last here"),
    Order.NAME: _("By name"),
}
WHO: Mapping[Who, Any] = {
    Who.NEW: _("New in the last 30 days"),
    Who.TEAM: _("The team"),
    Who.FOLLOWED: _("Members you follow"),
}
STANDINGS: Mapping[Standing, Any] = {
    Standing.NEW: _("New"),
    Standing.BASIC: _("Basic"),
    Standing.MEMBER: _("Member"),
    Standing.REGULAR: _("Regular"),
    Standing.LEADER: _("Leader"),
}


@bp.get("/members")
@same_for_guests("sort", "after", "who", "tier", "standing", "expert")
def members() -> str | Response:
    """Members by how much they help, by name and so on; nonsense in the address is left aside."""
    who = viewer()
    if who.is_guest and not settings.GUESTS_SEE_MEMBERS.get():
        return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")))
    flairs, tags = tiers.flairs(), badges.expert_tags(who)
    choices = _choices(flairs, tags)
    wanted = _wanted(choices, flairs, {name: tag_id for tag_id, name in tags.items()})
    if wanted.words:
        SEARCHES.hit(who.id or address())
    page = directory.people(who, wanted, after())
    given = _given(choices)
    here = {**given, "sort": None if wanted.order == Order.HELPFUL else wanted.order.value}
    return render_template(
        "home/members.html",
        page=page,
        wanted=wanted,
        choices=choices,
        given=given,
        tabs=_tabs(wanted.order, given),
        marks=slots.fill("member.mark", who, [line.member for line in page.items]),
        older=url_for(".members", **here, after=page.next) if page.next else "",
        newer=url_for(".members", **here) if after() else "",
    )


def _choices(flairs: Mapping[str, Tier], tags: Mapping[int, str]) -> dict[str, dict[str, Any]]:
    """What can be chosen in each of the fields, by the word in the address."""
    circles = {one.value: label for one, label in WHO.items()}
    if viewer().is_guest:
        del circles[Who.FOLLOWED.value]
    return {
        "who": circles,
        "tier": {tier.slug: words.name_of(tier) for tier in flairs.values()},
        "standing": {one.value: label for one, label in STANDINGS.items()},
        "expert": {name: name for name in tags.values()},
    }


def _wanted(
    choices: Mapping[str, Mapping[str, Any]], flairs: Mapping[str, Tier], tags: Mapping[str, int]
) -> Wanted:
    chosen = {name: request.args.get(name, "") for name in choices}
    known = {name: word for name, word in chosen.items() if word in choices[name]}
    sort = request.args.get("sort", "")
    tier = flairs.get(known.get("tier", ""))
    return Wanted(
        order=Order(sort) if sort in set(Order) else Order.HELPFUL,
        words=request.args.get("q", "").replace("\0", "").strip()[:LONGEST],
        who=Who(known["who"]) if "who" in known else None,
        tier_id=tier.id if tier else None,
        standing=Standing(known["standing"]) if "standing" in known else None,
        expert_tag_id=tags.get(known.get("expert", "")),
    )


def _given(choices: Mapping[str, object]) -> dict[str, Any]:
    """What the address asks for beside the order and the place in the list."""
    asked = {name: request.args.get(name, "") for name in ("q", *choices)}
    return {name: value for name, value in asked.items() if value}


def _tabs(current: Order, given: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "href": url_for(".members", **given, sort=None if one == Order.HELPFUL else one.value),
            "is_current": one == current,
        }
        for one, label in ORDERS.items()
    ]
