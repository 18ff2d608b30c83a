"""Guides for those who read them: the list, a guide, a step, and saying that it is read."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts.session import member, viewer
from forum.guides import actions, queries
from forum.web.guest_pages import same_for_guests

bp = Blueprint("guides", __name__)


@bp.get("/guides")
@same_for_guests()
def index() -> str:
    """Every guide that the viewer may read, with how far they have come."""
    return render_template("guides/index.html", shelf=queries.shelf(viewer()))


@bp.get("/guides/<int:guide_id>")
@same_for_guests()
def show(guide_id: int) -> str:
    """A guide with its steps."""
    return render_template("guides/show.html", opened=queries.opened(viewer(), guide_id))


@bp.get("/guides/<int:guide_id>/<int:position>")
@same_for_guests()
def step(guide_id: int, position: int) -> str:
    """One step, with the way to the ones beside it."""
    opened = queries.opened(viewer(), guide_id)
    return render_template("guides/step.html", opened=opened, step=opened.at(position))


@bp.post("/guides/steps/<int:step_id>/read")
@login_required
def mark_read(step_id: int) -> Response:
    """Keep that the step is read, and go on with the next one."""
    found = queries.step_by_id(step_id)
    actions.mark_read(member(), found)
    opened = queries.opened(member(), found.guide_id)
    following = opened.after(found)
    if following is None:
        flash(_("You have read all of “%(title)s”. Well done.", title=opened.guide.title), "good")
        return redirect(url_for(".show", guide_id=opened.guide.id))
    number = opened.guide.id
    return redirect(url_for(".step", guide_id=number, position=following.position))
