"""Taking the code of a perk, and seeing one that came while its member was away."""

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.codes import actions, queries
from forum.web.limits import Limit

bp = Blueprint("codes", __name__)
CLAIMING = Limit("perks", "60 per hour")


@bp.post("/my/perks/<int:perk_id>/claim")
@login_required
def claim(perk_id: int) -> Response:
    """Take one's code, or a place in the line for one."""
    CLAIMING.hit(member().id)
    perk = queries.perk_for(member(), perk_id)
    if actions.claim(member(), perk) is not None:
        flash(_("This code is yours. It stands below for as long as you need it."), "good")
    else:
        flash(_("You are in line. You hear of it as soon as there is a code for you."), "info")
    return _back(perk_id)


@bp.post("/my/perks/<int:perk_id>/show")
@login_required
def show(perk_id: int) -> Response:
    """See one's code for the first time, also when it came before one was taken off the list."""
    actions.show(member(), queries.perk_by_id(perk_id))
    return _back(perk_id)


def _back(perk_id: int) -> Response:
    return redirect(url_for("tiers.perks", _anchor=f"perk-{perk_id}"))
