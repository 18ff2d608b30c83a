"""The review queue: what waits, what was decided, and deciding.

Staff see all of it; those who look after a channel see the cases of their channels.
"""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts.policy import can_see_address
from forum.accounts.session import member, viewer
from forum.kernel.paging import decode
from forum.kernel.policy import require
from forum.moderation import actions, queries
from forum.moderation.actions import AlreadyDecided
from forum.moderation.forms import NoteForm
from forum.moderation.kinds import can_open_queue
from forum.moderation.models import Decision, Reviewable

bp = Blueprint("moderation_admin", __name__, url_prefix="/admin/moderation")


@bp.before_request
def require_reviewer() -> None:
    """Let only those pass who decide on something."""
    require(can_open_queue(viewer()))


@bp.get("")
def queue() -> str:
    """Everything that waits, the longest wait first."""
    return _queue(NoteForm())


@bp.get("/decided")
def decided() -> str:
    """What has been decided, the latest first."""
    return render_template(
        "moderation/decided.html",
        page=queries.decided(decode(request.args.get("after")), by=viewer()),
        waiting=queries.waiting_count(by=viewer()),
        sees_addresses=can_see_address(viewer()),
    )


@bp.post("/<int:case_id>/approve")
def approve(case_id: int) -> Response:
    """Say yes."""
    actions.approve(member(), queries.case_by_id(case_id, by=member()))
    flash(_("Approved."), "good")
    return redirect(url_for(".queue"))


@bp.post("/<int:case_id>/reject")
def reject(case_id: int) -> Response | str:
    """Say no, with words to the member."""
    case = queries.case_by_id(case_id, by=member())
    form = NoteForm()
    if not form.validate_on_submit():
        return _queue(form, troubled=case_id)
    actions.reject(member(), case, form.note.data or "")
    flash(_("Rejected. The member can read your words."), "good")
    return redirect(url_for(".queue"))


@bp.post("/<int:case_id>/dismiss")
def dismiss(case_id: int) -> Response:
    """Put away a case without a target."""
    actions.dismiss(member(), queries.case_by_id(case_id, by=member()))
    flash(_("Put away."), "good")
    return redirect(url_for(".queue"))


@bp.errorhandler(AlreadyDecided)
def tell_who_was_quicker(error: AlreadyDecided) -> Response:
    """Two moderators at once: the second learns what the first did."""
    flash(_outcome(queries.case_by_id(error.case_id)), "info")
    return redirect(url_for(".queue"))


def _outcome(case: Reviewable) -> str:
    name = case.decided_by.display_name if case.decided_by else ""
    if case.decision == Decision.WITHDRAWN or not name:
        return str(_("That case was withdrawn meanwhile. There is nothing to decide any more."))
    if case.decision == Decision.APPROVED:
        return str(_("%(name)s was quicker and approved it. Nothing was done twice.", name=name))
    return str(_("%(name)s was quicker and rejected it. Nothing was done twice.", name=name))


def _queue(form: NoteForm, *, troubled: int = 0) -> str:
    """The queue; a form that came back is shown at its own case."""
    return render_template(
        "moderation/queue.html",
        page=queries.waiting(decode(request.args.get("after")), by=viewer()),
        waiting=queries.waiting_count(by=viewer()),
        sees_addresses=can_see_address(viewer()),
        form=form,
        blank=NoteForm(formdata=None),
        troubled=troubled,
    )
