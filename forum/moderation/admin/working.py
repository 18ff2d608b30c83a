"""Taking cases, giving them back, putting them aside and passing them on."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts.models import User
from forum.accounts.session import member, viewer
from forum.kernel import clock
from forum.kernel.policy import NotFound
from forum.moderation import actions, queries
from forum.moderation.actions import CaseChanged
from forum.moderation.admin import telling
from forum.moderation.admin.blueprint import bp
from forum.moderation.admin.desk import desk
from forum.moderation.forms import EscalateForm
from forum.moderation.models import Reviewable

# For how many hours a case may be put aside from here.
SPANS = (1, 4, 24, 72, 168)
CHANGED = 409


@bp.post("/<int:case_id>/<any(claim,release,renew,snooze,wait,resume,escalate):act>")
def work(case_id: int, act: str) -> Response | str:
    """Do one of these things with a case, if it is as it was on the page."""
    case = seen(case_id)
    if act == "escalate":
        return _escalate(case)
    if act in ("snooze", "wait"):
        put_aside = actions.snooze if act == "snooze" else actions.wait_for_member
        put_aside(member(), case, clock.now() + timedelta(hours=_hours()))
        flash(_("Put aside. It comes back by itself."), "good")
        return redirect(here())
    SIMPLE[act](member(), case)
    return redirect(here(case.id))


SIMPLE: dict[str, Callable[[User, Reviewable], None]] = {
    "claim": actions.claim,
    "release": actions.release,
    "renew": actions.renew,
    "resume": actions.resume,
}


def seen(case_id: int) -> Reviewable:
    """The case, if it is as it was on the page that is answered. Raises CaseChanged."""
    case = queries.case_by_id(case_id, by=member())
    actions.expect_version(case, request.form.get("version", type=int))
    return case


def here(case_id: int | None = None) -> str:
    """The page of the queue from which somebody came, with a case open or without."""
    where: dict[str, Any] = {name: request.args.get(name) for name in ("tab", "after")}
    return url_for("moderation_admin.queue", **where, case=case_id)


@bp.errorhandler(CaseChanged)
def tell_what_happened(error: CaseChanged) -> tuple[str, int]:
    """Somebody else was quicker: the second learns what the first did, and nothing is done."""
    case = queries.case_by_id(error.case_id, by=viewer())
    last = next(iter(queries.history_of(case)), None)
    flash(telling.meanwhile(case, last), "info")
    return desk(request.args, error.case_id), CHANGED


def _escalate(case: Reviewable) -> Response | str:
    form = EscalateForm()
    if not form.validate_on_submit():
        return desk(request.args, case.id, words=form)
    actions.escalate(member(), case, form.words.data or "")
    flash(_("Passed on, with your words."), "good")
    return redirect(here())


def _hours() -> int:
    hours = request.form.get("hours", type=int)
    if hours not in SPANS:
        raise NotFound
    return hours
