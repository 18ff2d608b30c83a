"""The page on which members have a copy of their data made, and fetch it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts import session
from forum.exports import actions, queries
from forum.exports.sending import sent
from forum.web.limits import Limit

bp = Blueprint("exports", __name__)
ASKING = Limit("data_copies", "5 per day")


@bp.get("/preferences/data")
@login_required
def data() -> str:
    """What a member may take along, and the copies that were made lately."""
    copies = queries.latest_of(session.member())
    waits = any(copy.is_waiting for copy in copies)
    return render_template("exports/data.html", copies=copies, waits=waits)


@bp.post("/preferences/data")
@login_required
def ask() -> Response:
    """Have a copy made."""
    ASKING.hit(session.member().id)
    member = session.member()
    asked = actions.ask_for_copy(member)
    if actions.is_small(member):
        actions.make_now(member, asked)
        flash(_("Your copy is ready. A mail tells you so, too."), "good")
    else:
        flash(_("Your copy is being made. We write to you when it is ready."), "good")
    return redirect(url_for(".data"))


# Making a copy takes a moment, in which others may write.
ask.reads_only = True


@bp.get("/preferences/data/<public_id>")
@login_required
def fetch(public_id: str) -> Response:
    """The file itself, for its owner, shortly after the password was given."""
    if not session.is_fresh():
        return redirect(url_for("accounts.again", next=url_for(".data")))
    file = queries.file_for(session.member(), public_id)
    return sent(file)
