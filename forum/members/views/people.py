"""Following and blocking, and one's own lists of whom one follows, is followed by and blocked."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts.models import User
from forum.accounts.queries import member_named
from forum.accounts.session import member, viewer
from forum.kernel import slots
from forum.kernel.paging import decode
from forum.members import actions, queries
from forum.members.queries import Ties
from forum.members.views.blueprint import bp
from forum.web.limits import Limit

OFTEN = Limit("people", "60 per hour")
# Where somebody comes back to who pressed a button of a list.
LISTS = {"following": ".following", "blocked": ".blocked"}


@bp.post("/members/<username>/follow")
@login_required
def follow(username: str) -> Response:
    """Hear of what the member starts."""
    OFTEN.hit(member().id)
    found = queries.visible_member(viewer(), username)
    actions.follow(member(), found)
    flash(_("You hear of it when %(name)s starts a topic.", name=found.display_name), "good")
    return _back(found)


@bp.post("/members/<username>/unfollow")
@login_required
def unfollow(username: str) -> Response:
    """Hear of it no more."""
    found = member_named(username)
    actions.unfollow(member(), found)
    flash(_("You do not follow %(name)s any more.", name=found.display_name), "info")
    return _back(found)


@bp.post("/members/<username>/block")
@login_required
def block(username: str) -> Response:
    """Want nothing more of the member."""
    OFTEN.hit(member().id)
    found = queries.visible_member(viewer(), username)
    actions.block(member(), found)
    words = _("%(name)s is blocked and is not told. Your preferences have the list.")
    flash(words % {"name": found.display_name}, "good")
    return _back(found)


@bp.post("/members/<username>/unblock")
@login_required
def unblock(username: str) -> Response:
    """Take the block away."""
    found = member_named(username)
    actions.unblock(member(), found)
    flash(_("%(name)s is not blocked any more.", name=found.display_name), "info")
    return _back(found)


@bp.get("/my/following")
@login_required
def following() -> str:
    """Whom the member follows, or who follows the member: nobody else sees either."""
    ties = Ties.FOLLOWERS if request.args.get("show") == "followers" else Ties.FOLLOWING
    return _list("members/following.html", ties)


@bp.get("/preferences/blocked")
@login_required
def blocked() -> str:
    """Whom the member blocked."""
    return _list("members/blocked.html", Ties.BLOCKED)


def _list(template: str, ties: Ties) -> str:
    """The lists are the member's own, through whosever eyes they look."""
    after = decode(request.args.get("after"))
    page = queries.tied_to(member(), ties, after)
    people = [one.member for one in page.items]
    return render_template(
        template,
        page=page,
        ties=ties,
        after=after,
        marks=slots.fill("member.mark", viewer(), people),
        followed=queries.followed_among(member().id, [one.id for one in people]),
    )


def _back(found: User) -> Response:
    there = LISTS.get(request.form.get("list", ""))
    return redirect(url_for(there) if there else url_for(".show", username=found.username))
