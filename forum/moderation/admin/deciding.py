"""Deciding from the queue: yes, no, and putting away what is gone."""

from flask import flash, redirect, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.kernel.policy import Invalid
from forum.moderation import actions, queries
from forum.moderation.actions import AlreadyDecided
from forum.moderation.admin.blueprint import bp
from forum.moderation.admin.desk import desk
from forum.moderation.admin.working import CHANGED, here, seen
from forum.moderation.forms import NoteForm
from forum.moderation.models import Decision, Reviewable


@bp.post("/<int:case_id>/approve")
def approve(case_id: int) -> Response:
    """Say yes."""
    actions.approve(member(), seen(case_id))
    flash(_("Approved."), "good")
    return redirect(here())


@bp.post("/<int:case_id>/reject")
def reject(case_id: int) -> Response | str:
    """Say no, with words to the member."""
    case = seen(case_id)
    form = NoteForm()
    if request.args.get("fill") or not form.validate_on_submit():
        return desk(request.args, case_id, note=form)
    try:
        actions.reject(member(), case, form.note.data or "")
    except Invalid as error:
        form.blame(error)
        return desk(request.args, case_id, note=form)
    flash(_("Rejected. The member can read your words."), "good")
    return redirect(here())


@bp.post("/<int:case_id>/dismiss")
def dismiss(case_id: int) -> Response:
    """Put away a case without a target."""
    actions.dismiss(member(), seen(case_id))
    flash(_("Put away."), "good")
    return redirect(here())


@bp.errorhandler(AlreadyDecided)
def tell_who_was_quicker(error: AlreadyDecided) -> tuple[str, int]:
    """Two moderators at once: the second learns what the first did."""
    flash(_outcome(queries.case_by_id(error.case_id)), "info")
    return desk(request.args, error.case_id), CHANGED


def _outcome(case: Reviewable) -> str:
    name = case.decided_by.display_name if case.decided_by else ""
    if case.decision == Decision.WITHDRAWN or not name:
        return str(_("That case was withdrawn meanwhile. There is nothing to decide any more."))
    if case.decision == Decision.APPROVED:
        return str(_("%(name)s was quicker and approved it. Nothing was done twice.", name=name))
    return str(_("%(name)s was quicker and rejected it. Nothing was done twice.", name=name))
