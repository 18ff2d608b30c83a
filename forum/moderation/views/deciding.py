"""Deciding on one case, with what will happen said before; the second person; taking it back."""

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts import queries as accounts
from forum.accounts.session import member
from forum.kernel.policy import Invalid, require
from forum.moderation import actions, policy, queries, wording
from forum.moderation.actions import UNDO, AlreadyDecided, CaseChanged
from forum.moderation.forms import DecisionForm
from forum.moderation.kinds import can_open_queue, kind_named
from forum.moderation.models import Reviewable, Ruling
from forum.moderation.offering import (
    UNDOABLE,
    about,
    decision_form,
    helping,
    offer,
    remember,
)
from forum.moderation.views.blueprint import bp


@bp.get("/admin/moderation/<int:case_id>/decide")
@login_required
def ask_decision(case_id: int) -> str:
    """The case with what may be decided."""
    require(can_open_queue(member()))
    return _page(queries.case_by_id(case_id, by=member()))


@bp.post("/admin/moderation/<int:case_id>/decide")
@login_required
def decide(case_id: int) -> Response | tuple[str, int]:
    """Decide; for some seconds it can be taken back."""
    require(can_open_queue(member()))
    case = queries.case_by_id(case_id, by=member())
    form = DecisionForm()
    try:
        offer(form, case)
        if request.args.get("fill"):
            # Words of another slice are put in, to be read before anything is decided.
            return _page(case, form), 200
        if form.validate():
            ruling = actions.decide(member(), case, form.decided, undo_for=UNDO)
            return _done(ruling)
        # What could be chosen may be gone because somebody has chosen.
        _expect_open(case_id)
    except Invalid as error:
        form.blame(error)
    except AlreadyDecided as error:
        return _tell_of(error.case_id), 409
    except CaseChanged:
        return _changed(case_id, form), 409
    return _page(queries.case_by_id(case_id, by=member()), form), 422


@bp.get("/admin/moderation/rulings/<int:ruling_id>/second")
@login_required
def ask_second(ruling_id: int) -> str:
    """What somebody proposed, for a second person."""
    require(can_open_queue(member()))
    ruling = queries.ruling_by_id(ruling_id)
    case = queries.case_by_id(ruling.case_id, by=member())
    entry = _whole(case)
    return render_template(
        "moderation/second.html",
        ruling=ruling,
        case=case,
        kind=entry.kind,
        target=entry.target,
        people=queries.people_of(ruling),
        verdict=policy.can_work(member()) and policy.can_second(member(), ruling),
        said=wording,
    )


@bp.post("/admin/moderation/rulings/<int:ruling_id>/second")
@login_required
def second(ruling_id: int) -> Response:
    """Agree, or say no."""
    require(can_open_queue(member()))
    ruling = queries.ruling_by_id(ruling_id)
    queries.case_by_id(ruling.case_id, by=member())
    try:
        if request.form.get("act") == "agree":
            actions.second(member(), ruling, undo_for=UNDO)
            return _done(ruling)
        actions.object_to(member(), ruling)
        flash(_("Nothing was done. The case waits for another decision."), "info")
    except AlreadyDecided:
        flash(_("Somebody was quicker. Nothing was done twice."), "info")
    return redirect(url_for("moderation_admin.queue"))


@bp.post("/admin/moderation/rulings/<int:ruling_id>/undo")
@login_required
def undo(ruling_id: int) -> Response:
    """Take one's decision back before anything was done or sent."""
    require(can_open_queue(member()))
    ruling = queries.ruling_by_id(ruling_id)
    queries.case_by_id(ruling.case_id, by=member())
    actions.undo(member(), ruling)
    session[UNDOABLE] = [one for one in session.get(UNDOABLE, []) if one != ruling_id]
    flash(_("Taken back. The case waits as before, and nobody was told anything."), "good")
    return redirect(url_for(".ask_decision", case_id=ruling.case_id))


def _expect_open(case_id: int) -> None:
    case = queries.case_by_id(case_id, by=member())
    if not case.is_open:
        raise AlreadyDecided(case)


def _whole(case: Reviewable) -> queries.Entry:
    """The case with what it is about, which whoever asks is shown now."""
    entry = queries.Entry(case, kind_named(case.target_kind), queries.target_of(case))
    entry.note_look(member())
    return entry


def _page(case: Reviewable, form: DecisionForm | None = None) -> str:
    is_open = case.is_open and queries.target_of(case) is not None
    if form is None and is_open:
        form = decision_form(case)
    return render_template(
        "moderation/decide.html",
        entry=_whole(case),
        case=case,
        form=form if is_open else None,
        helpers=helping(case, form.words) if is_open and form is not None else (),
        decided_by=accounts.member_by_id(case.decided_by_id) if case.decided_by_id else None,
        ruling=queries.of_case(case.id),
        **about(case),
    )


def _done(ruling: Ruling) -> Response:
    if ruling.is_proposed:
        flash(_("Proposed. Somebody else of the team must agree before it is removed."), "good")
    remember(ruling)
    return redirect(url_for("moderation_admin.queue"))


def _tell_of(case_id: int) -> str:
    """Somebody was quicker: what they did, and nothing is done twice."""
    flash(_("Somebody was quicker. Nothing was done twice."), "info")
    return _page(queries.case_by_id(case_id))


def _changed(case_id: int, form: DecisionForm) -> str:
    """What changed is shown; what was filled in stays, and can be sent again."""
    case = queries.case_by_id(case_id, by=member())
    form.version.data = form.version.raw_data = None
    form.version.data = case.version
    flash(_("The case has changed since you opened it. Look at it again, then decide."), "warn")
    return _page(case, form)
