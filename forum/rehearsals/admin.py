"""The staff page of rehearsals of a launch."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.kernel.policy import require
from forum.launches import policy as launching
from forum.launches import queries as launched
from forum.rehearsals import actions, queries, words
from forum.rehearsals.showing import shown
from forum.web.admin import staff_blueprint
from forum.web.limits import Limit

bp = staff_blueprint("rehearsals", __name__)
OFTEN = Limit("rehearsals", "12 per hour")


@bp.get("/<int:launch_id>")
def show(launch_id: int) -> str:
    """How the launch went when it was rehearsed last, and when it was before."""
    require(launching.can_look(member()))
    launch = launched.launch_by_id(launch_id)
    rows = queries.rehearsals_of(launch)
    return render_template(
        "rehearsals/show.html",
        launch=launch,
        one=shown(member(), launch, rows[0] if rows else None),
        rows=rows,
        people=queries.people(rows),
        said=words,
    )


@bp.post("/<int:launch_id>")
def ask(launch_id: int) -> Response:
    """Let the launch be rehearsed."""
    launch = launched.launch_by_id(launch_id)
    OFTEN.hit("member", member().id)
    actions.ask(member(), launch)
    flash(_("The rehearsal begins. This page shows how far it is."), "good")
    return redirect(url_for(".show", launch_id=launch_id))
