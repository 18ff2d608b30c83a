"""The practice desk: looks like the queue, and touches nothing of it."""

from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.kernel.policy import Invalid
from forum.training import actions, queries, telling, wording
from forum.training.admin.blueprint import bp
from forum.training.forms import PracticeForm


@bp.get("/practice")
def practice() -> str:
    """Invented cases on the one side, one of them on the other."""
    return _desk(request.args.get("case", type=int))


@bp.post("/practice")
def lay_out() -> Response:
    """Begin, or begin again."""
    actions.lay_out(member())
    return redirect(url_for(".practice"))


@bp.post("/practice/<int:trial_id>")
def practise(trial_id: int) -> Response | tuple[str, int]:
    """Decide on one; the model decision is shown after it."""
    form = PracticeForm()
    try:
        decision, clause = form.decision.data or "", form.clause.data or ""
        actions.practise(member(), trial_id, decision, clause)
    except Invalid as error:
        form.blame(error)
        return _desk(trial_id, form), 422
    return redirect(url_for(".practice", case=trial_id, _anchor="model"))


def _desk(chosen: int | None, form: PracticeForm | None = None) -> str:
    trials = queries.desk_of(member().id)
    open_ones = [one for one in trials if one.feedback is None]
    first = trials[0] if trials else None
    one = queries.trial_of(member().id, chosen) if chosen is not None else first
    form = form or PracticeForm(formdata=None)
    clauses = wording.clauses()
    form.offer(clauses)
    shown: dict[str, Any] = {"trials": trials, "trial": one, "form": form, "clauses": clauses}
    return render_template(
        "training/practice.html",
        **shown,
        is_chosen=chosen is not None,
        next=next((other for other in open_ones if one and other.row.id != one.row.id), None),
        waiting=len(open_ones),
        good=sum(one.feedback == "same" for one in trials),
        telling=telling,
        wording=wording,
    )
