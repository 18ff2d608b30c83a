"""Staff pages of members: find them, give them roles, end their sessions, merge two of them."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from forum.accounts import actions, directory, leavings, merges, policy, queries
from forum.accounts.admin.blueprint import bp
from forum.accounts.browsers import described
from forum.accounts.directory import Sight
from forum.accounts.forms import MergeForm, RoleForm, WantedForm
from forum.accounts.models import Role, User
from forum.accounts.session import is_fresh, member
from forum.kernel import slots
from forum.kernel.paging import decode
from forum.kernel.policy import NotFound, require


@bp.get("")
def index() -> str:
    """Members, the latest first; words, role, state and the day of joining narrow them down."""
    form = WantedForm(request.args)
    sees_addresses = policy.can_see_address(member())
    sight = Sight.NAMES_AND_ADDRESSES if sees_addresses else Sight.NAMES
    page = directory.members(form.wanted, sight, after=decode(request.args.get("after")))
    return render_template(
        "accounts/admin_index.html",
        page=page,
        form=form,
        narrow={field.name: field.data for field in form if field.data},
        sees_addresses=sees_addresses,
    )


@bp.get("/<int:user_id>")
def show(user_id: int) -> str:
    """What staff may know of a member, and do."""
    user, viewer = queries.fresh_member(user_id), member()
    return render_template(
        "accounts/admin_show.html",
        user=user,
        form=RoleForm(role=user.role),
        sessions=queries.sessions_of(user),
        described=described,
        merge=merges.merge_of(user),
        merged=merges.merged_into(user),
        figures=slots.fill("member.figures", viewer, [user])[user.id],
        may_set_role=policy.can_set_role(viewer, user),
        may_sign_out=policy.can_sign_out(viewer, user),
        may_confirm=policy.can_confirm(viewer, user),
        leaving=leavings.leaving_of(user),
        may_see_off=policy.can_see_off(viewer, user),
        may_merge=policy.can_merge_away(viewer, user),
        sees_addresses=policy.can_see_address(viewer),
    )


@bp.post("/<int:user_id>/role")
def set_role(user_id: int) -> Response:
    """Make somebody a member, a moderator or an admin."""
    user = queries.fresh_member(user_id)
    form: Any = RoleForm()
    if not is_fresh():
        return _ask_again(_("Give your password once more, then save the role."), user)
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


@bp.post("/<int:user_id>/confirm")
def confirm(user_id: int) -> Response:
    """Say that a member's address is theirs."""
    actions.confirm_by_hand(member(), queries.fresh_member(user_id))
    flash(_("The address counts as confirmed."), "good")
    return redirect(url_for(".show", user_id=user_id))


@bp.route("/<int:user_id>/merge", methods=["GET", "POST"])
def merge(user_id: int) -> str | Response:
    """Name the account that stays, read what happens, type the name of the other, and merge."""
    source = queries.fresh_member(user_id)
    require(policy.can_merge_away(member(), source))
    form: Any = MergeForm(into=request.args.get("into", ""))
    into = _named(form) if form.into.data else None
    if into is not None and form.validate_on_submit() and _is_meant(form, source):
        if not is_fresh():
            return _ask_again(_("Give your password once more, then merge."), source)
        actions.merge_members(member(), source, into)
        words = _("Merged. Everything of %(old)s belongs to %(new)s now.")
        flash(words % {"old": source.username, "new": into.username}, "good")
        return redirect(url_for(".show", user_id=into.id))
    return render_template(
        "accounts/admin_merge.html",
        source=source,
        into=into,
        form=form,
        holdings=merges.holdings(source),
        verdict=policy.can_merge(member(), source, into) if into else None,
    )


def _named(form: Any) -> User | None:
    """The account that stays; what is wrong with its name is said at the field."""
    try:
        return queries.member_named(form.into.data.strip().removeprefix("@"))
    except NotFound:
        form.into.errors = [_("There is nobody of this name.")]
        return None


def _is_meant(form: Any, source: User) -> bool:
    """Whether the name of the account that goes was typed, so that nobody merges by mistake."""
    if form.typed.data.strip().removeprefix("@") == source.username:
        return True
    form.typed.errors = [_("Type %(name)s to go on.", name=source.username)]
    return False


def _ask_again(words: str, user: User) -> Response:
    flash(words, "info")
    return redirect(url_for("accounts.again", next=url_for(".show", user_id=user.id)))
