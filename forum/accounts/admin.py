"""Staff pages of members: find them, give them roles, end their sessions."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from forum.accounts import actions, policy, queries
from forum.accounts.forms import RoleForm
from forum.accounts.models import Role
from forum.accounts.session import is_fresh, member
from forum.kernel.paging import decode
from forum.web.admin import staff_blueprint

bp = staff_blueprint("accounts", __name__)


@bp.get("")
def index() -> str:
    """Members, the latest first; `q` looks in names and addresses."""
    sought = request.args.get("q", "")
    page = queries.members_matching(sought, decode(request.args.get("after")))
    return render_template("accounts/admin_index.html", page=page, sought=sought)


@bp.get("/<int:user_id>")
def show(user_id: int) -> str:
    """What staff may know of a member, and do."""
    user = queries.fresh_member(user_id)
    return render_template(
        "accounts/admin_show.html",
        user=user,
        form=RoleForm(role=user.role),
        session_count=len(queries.sessions_of(user)),
        may_set_role=policy.can_set_role(member(), user),
        may_sign_out=policy.can_sign_out(member(), user),
    )


@bp.post("/<int:user_id>/role")
def set_role(user_id: int) -> Response:
    """Make somebody a member, a moderator or an admin."""
    user = queries.fresh_member(user_id)
    form: Any = RoleForm()
    if not is_fresh():
        flash(_("Give your password once more, then save the role."), "info")
        back = url_for(".show", user_id=user_id)
        return redirect(url_for("accounts.again", next=back))
    if form.validate_on_submit():
        actions.set_role(member(), user, Role(form.role.data))
        flash(_("Saved. %(name)s signs in anew with the new role.", name=user.username), "good")
    return redirect(url_for(".show", user_id=user_id))


@bp.post("/<int:user_id>/sign-out")
def sign_out(user_id: int) -> Response:
    """End all sessions of a member."""
    count = actions.sign_out_member(member(), queries.fresh_member(user_id))
    words = ngettext("%(num)d session is ended.", "%(num)d sessions are ended.", count)
    flash(words, "good")
    return redirect(url_for(".show", user_id=user_id))
