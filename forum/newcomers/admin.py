"""Staff pages of newcomers: the desk of first posts."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.kernel.paging import decode
from forum.newcomers import actions, queries
from forum.newcomers.settings import DUE_HOURS
from forum.web.admin import staff_blueprint

desk = staff_blueprint("first_posts", __name__, at="first-posts")


@desk.get("")
def index() -> str:
    """First posts that wait for a reply, those due first at the top."""
    page = queries.waiting(decode(request.args.get("after")))
    tags = queries.tags_of(page.items)
    waiting, late = queries.counts()
    return render_template(
        "newcomers/admin/desk.html",
        page=page,
        tags=tags,
        helpers=queries.helpers_of(page.items, tags),
        answered=queries.answered_lately(),
        waiting=waiting,
        late=late,
        weeks=queries.weeks(),
        rate=queries.rate(),
        lowest=queries.LOWEST_RATE,
        by_members=queries.member_share(),
        buddies=queries.buddies(),
        hours=DUE_HOURS.get(),
    )


@desk.post("/<int:first_post_id>/claim")
def claim(first_post_id: int) -> Response:
    """Say that one will reply oneself."""
    first = queries.first_post_by_id(first_post_id)
    actions.claim(member(), first)
    return redirect(url_for("topics.post", post_id=first.post_id))


@desk.post("/<int:first_post_id>/unclaim")
def unclaim(first_post_id: int) -> Response:
    """Leave the reply to others after all."""
    actions.unclaim(member(), queries.first_post_by_id(first_post_id))
    flash(_("Others see that it is free."), "info")
    return redirect(url_for(".index"))
