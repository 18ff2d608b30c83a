"""The same cases for everybody: answered alone, then looked at together."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.kernel.policy import Invalid, require
from forum.training import actions, agreed, policy, queries, wording
from forum.training.admin.blueprint import bp
from forum.training.forms import AloneForm, CaseNoteForm


@bp.get("/calibration")
def calibration() -> str:
    """Every round with how far the team agreed."""
    require(policy.can_see_agreement(member()))
    return render_template(
        "training/rounds.html",
        rounds=queries.rounds(),
        team=len(queries.team()),
        agreed=agreed,
    )


@bp.post("/calibration")
def open_round() -> Response:
    """Open the round of this month by hand."""
    made = actions.open_now(member())
    return redirect(url_for(".round_of_cases", calibration_id=made.id))


@bp.get("/calibration/<int:calibration_id>")
def round_of_cases(calibration_id: int) -> str | Response:
    """A closed round for everybody; an open one goes on where one was."""
    require(policy.can_see_agreement(member()))
    return _round(calibration_id)


@bp.get("/calibration/<int:calibration_id>/<int:place>")
def round_case(calibration_id: int, place: int) -> str | Response:
    """One case of an open round, with one's own answer if there is one."""
    require(policy.can_see_agreement(member()))
    return _case(calibration_id, place, AloneForm(formdata=None))


@bp.post("/calibration/<int:calibration_id>/<int:place>")
def decide_alone(calibration_id: int, place: int) -> Response | tuple[str | Response, int]:
    """Answer it, once."""
    form, found = AloneForm(), queries.round_by_id(calibration_id)
    decision, clause = form.decision.data or "", form.clause.data or ""
    try:
        actions.decide_alone(member(), found, place, decision, clause)
    except Invalid as error:
        form.blame(error)
        return _case(calibration_id, place, form), 422
    return redirect(url_for(".round_of_cases", calibration_id=calibration_id))


@bp.post("/calibration/cases/<int:calibration_case_id>/notes")
def add_case_note(calibration_case_id: int) -> Response | tuple[str | Response, int]:
    """Say something about a case of a closed round."""
    case, form = queries.case_by_id(calibration_case_id), CaseNoteForm()
    try:
        actions.add_note(member(), case, form.body.data or "")
    except Invalid as error:
        form.blame(error)
        return _round(case.round_id, (calibration_case_id, form)), 422
    flash(_("Your note stands below the case."), "good")
    here = url_for(".round_of_cases", calibration_id=case.round_id, _anchor=f"case-{case.position}")
    return redirect(here)


def _round(calibration_id: int, wrong: tuple[int, CaseNoteForm] | None = None) -> str | Response:
    papers = queries.papers_of(queries.round_by_id(calibration_id), member().id)
    is_closed = papers.round.closed_at is not None
    if not is_closed and papers.next is not None:
        return redirect(
            url_for(".round_case", calibration_id=calibration_id, place=papers.next.place)
        )
    shown = [sheet for sheet in papers.sheets if sheet.case.decisions]
    apart = sorted(shown, key=lambda sheet: (sheet.is_agreed, sheet.place))
    return render_template(
        "training/round.html" if is_closed else "training/waiting.html",
        papers=papers,
        sheets=apart,
        form=CaseNoteForm(formdata=None),
        wrong=wrong,
        agreed=agreed,
        clauses=wording.clauses(),
        wording=wording,
    )


def _case(calibration_id: int, place: int, form: AloneForm) -> str | Response:
    papers = queries.papers_of(queries.round_by_id(calibration_id), member().id)
    if papers.round.closed_at is not None:
        return redirect(url_for(".round_of_cases", calibration_id=calibration_id))
    clauses = wording.clauses()
    form.offer(clauses)
    return render_template(
        "training/alone.html",
        papers=papers,
        sheet=papers.at(place),
        form=form,
        clauses=clauses,
        wording=wording,
    )
