"""Staff pages of perks: which there are, how far they are kept, and who is on their lists."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.badges import queries as badges
from forum.codes import actions, queries, wording
from forum.codes.admin.blueprint import bp, done
from forum.codes.forms import GuestForm, PerkForm
from forum.codes.models import Audience, Perk
from forum.tiers import queries as tiers


@bp.get("/perks")
def perks() -> str:
    """All perks."""
    return render_template("codes/admin/perks.html", rows=queries.kept(), said=wording)


@bp.route("/perks/new", methods=["GET", "POST"])
def new_perk() -> str | Response:
    """Offer the codes of a pool."""
    pools, steps = queries.pools(), [one for one in tiers.tiers() if one.is_active]
    form = PerkForm.among(pools, steps, badges.badges())
    if form.validate_on_submit():
        made = done(form, lambda: actions.offer(member(), form.plan))
        if made is not None:
            flash(_("The perk is there. Members find it on the page of their perks."), "good")
            return redirect(url_for(".perk", perk_id=made.id))
    return render_template("codes/admin/perk_form.html", form=form, pools=pools)


@bp.get("/perks/<int:perk_id>")
def perk(perk_id: int) -> str:
    """One perk, and the list of its members where it has one."""
    return _perk_page(queries.perk_by_id(perk_id), GuestForm(formdata=None))


@bp.post("/perks/<int:perk_id>/end")
def end_perk(perk_id: int) -> Response:
    """Let nobody take a code of it any more."""
    actions.end_perk(member(), queries.perk_by_id(perk_id))
    flash(_("Nobody gets this perk any more. Who has a code keeps it."), "info")
    return redirect(url_for(".perk", perk_id=perk_id))


@bp.post("/perks/<int:perk_id>/list")
def put_on_list(perk_id: int) -> str | Response:
    """Put a member on its list."""
    found, form = queries.perk_by_id(perk_id), GuestForm()
    if form.validate_on_submit() and done(
        form, lambda: actions.put_on_list(member(), found, form.name.data or "")
    ):
        return redirect(url_for(".perk", perk_id=perk_id))
    return _perk_page(queries.perk_by_id(perk_id), form)


@bp.post("/perks/<int:perk_id>/list/<int:user_id>/remove")
def take_off_list(perk_id: int, user_id: int) -> Response:
    """Take a member off its list."""
    actions.take_off_list(member(), queries.perk_by_id(perk_id), user_id)
    return redirect(url_for(".perk", perk_id=perk_id))


def _perk_page(found: Perk, form: GuestForm) -> str:
    return render_template(
        "codes/admin/perk.html",
        perk=found,
        numbers=next((one for one in queries.kept() if one.perk.id == found.id), None),
        guests=queries.guests_of(found) if found.audience == Audience.LIST else (),
        form=form,
        said=wording,
    )
