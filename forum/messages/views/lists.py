"""The list of one's conversations, and from whom one takes new ones."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.kernel.paging import decode
from forum.messages import actions, queries
from forum.messages.forms import ReachForm
from forum.messages.models import Reach
from forum.messages.views.blueprint import bp


@bp.get("/messages")
@login_required
def index() -> str:
    """Private to the member: staff who look through another's eyes see their own list."""
    after, only_unread = decode(request.args.get("after")), request.args.get("only") == "unread"
    return render_template(
        "messages/index.html",
        page=queries.conversations_of(member(), after, only_unread=only_unread),
        after=after,
        only_unread=only_unread,
        unread=queries.unread_count(member()),
    )


@bp.route("/preferences/messages", methods=["GET", "POST"])
@login_required
def reach() -> str | Response:
    """Who may begin a conversation with the member."""
    form = ReachForm(data={"reach": queries.reach_of(member()).value})
    if form.validate_on_submit():
        actions.choose_reach(member(), Reach(form.reach.data))
        flash(_("Saved."), "good")
        return redirect(url_for(".reach"))
    return render_template("messages/reach.html", form=form)
