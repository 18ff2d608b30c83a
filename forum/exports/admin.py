"""The staff page on which an admin has a copy made for a member who asked for it."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts import queries as accounts
from forum.accounts.session import is_fresh, member
from forum.exports import actions, policy, queries
from forum.exports.sending import sent
from forum.kernel.policy import require
from forum.web.admin import staff_blueprint

bp = staff_blueprint("exports", __name__)


@bp.get("/<int:user_id>")
def show(user_id: int) -> str:
    """The copies of a member, and the button for another one."""
    user = accounts.fresh_member(user_id)
    require(policy.can_ask_for(member(), user))
    copies = queries.latest_of(user)
    waits = any(copy.is_waiting for copy in copies)
    return render_template("exports/admin_show.html", user=user, copies=copies, waits=waits)


@bp.post("/<int:user_id>")
def ask(user_id: int) -> Response:
    """Have a copy made; the letter with the link goes to the member."""
    user = accounts.fresh_member(user_id)
    actions.ask_for(member(), user)
    if user.is_active:
        flash(_("The copy is being made. The member gets a mail when it is ready."), "good")
    else:
        flash(_("The copy is being made. Download it here, and hand it to them."), "good")
    return redirect(url_for(".show", user_id=user_id))


@bp.post("/copy/<public_id>")
def fetch(public_id: str) -> Response:
    """The file itself, to be handed to the member; that it was fetched is written down first."""
    copy = queries.copy_called(public_id)
    require(policy.can_hand_out(member(), copy))
    if not is_fresh():
        flash(_("Give your password once more, then download it."), "info")
        here = url_for(".show", user_id=copy.user_id)
        return redirect(url_for("accounts.again", next=here))
    file = queries.file_of(copy)
    actions.note_handed_out(member(), copy)
    return sent(file)
