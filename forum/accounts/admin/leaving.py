"""Staff pages for members who leave: letting one go on request, and taking it back."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts import actions, policy, queries
from forum.accounts.admin.blueprint import bp
from forum.accounts.forms import SeeOffForm
from forum.accounts.models import Fate
from forum.accounts.session import is_fresh, member
from forum.accounts.settings import LEAVING_DAYS
from forum.kernel.policy import require


@bp.route("/<int:user_id>/leave", methods=["GET", "POST"])
def leave(user_id: int) -> str | Response:
    """Choose what becomes of the texts, say how the member asked, type the name, and let them."""
    user = queries.fresh_member(user_id)
    require(policy.can_see_off(member(), user))
    form: Any = SeeOffForm()
    if form.validate_on_submit() and _is_meant(form, user.username):
        if not is_fresh():
            flash(_("Give your password once more, then let them leave."), "info")
            return redirect(url_for("accounts.again", next=url_for(".leave", user_id=user_id)))
        actions.see_off(member(), user, Fate(form.fate.data), reason=form.reason.data.strip())
        flash(_("Noted. The account closes when its time has come."), "good")
        return redirect(url_for(".show", user_id=user_id))
    days = LEAVING_DAYS.get()
    return render_template("accounts/admin_leave.html", user=user, form=form, days=days)


@bp.post("/<int:user_id>/stay")
def stay(user_id: int) -> Response:
    """Take it back for a member who cannot come in to do so."""
    user = queries.fresh_member(user_id)
    require(policy.can_see_address(member()))
    if actions.stay(member(), user):
        flash(_("Taken back. The account stays."), "good")
    return redirect(url_for(".show", user_id=user_id))


def _is_meant(form: Any, username: str) -> bool:
    if form.typed.data.strip().removeprefix("@") == username:
        return True
    form.typed.errors = [_("Type %(name)s to go on.", name=username)]
    return False
