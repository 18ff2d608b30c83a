"""Taking cases, giving them back, putting them aside and passing them on."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.accounts.session import member, viewer
from forum.kernel import clock
from forum.kernel.policy import Invalid, NotFound
from forum.moderation import actions, queries
from forum.moderation.actions import CaseChanged
from forum.moderation.admin import telling
from forum.moderation.admin.blueprint import bp
from forum.moderation.admin.desk import desk
from forum.moderation.forms import EscalateForm, GiveForm, SendForm
from forum.moderation.models import Reviewable

# For how many hours a case may be put aside from here.
SPANS = (1, 4, 24, 72, 168)
# For how many days somebody may say that they are away.
DAYS_AWAY = (1, 3, 7, 14, 30)
CHANGED = 409


@bp.post("/<int:case_id>/<any(claim,release,renew,snooze,wait,resume,escalate,send,give):act>")
def work(case_id: int, act: str) -> Response | str:
    """Do one of these things with a case, if it is as it was on the page."""
    case = seen(case_id)
    if act == "escalate":
        return _escalate(case)
    if act == "send":
        return _send(case)
    if act == "give":
        return _give(case)
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
    where: dict[str, Any] = {name: request.args.get(name) for name in ("tab", "after", "q")}
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


def _send(case: Reviewable) -> Response | str:
    form = SendForm()
    form.offer(queries.all_teams(), case.team)
    try:
        if form.validate_on_submit():
            actions.send(member(), case, form.team.data or "", form.words.data or "")
            flash(_("Sent, with your words. It is due by the hours of that team."), "good")
            return redirect(here())
    except Invalid as error:
        form.blame(error)
    return desk(request.args, case.id, sending=form)


def _give(case: Reviewable) -> Response | str:
    form = GiveForm()
    form.offer(queries.hands_of(case.team, but=case.about_id), case.assigned_to_id)
    try:
        if form.validate_on_submit():
            person = accounts.member_by_id(form.person.data) if form.person.data else None
            actions.give(member(), case, person, form.words.data or "")
            flash(_given_to(person), "good")
            return redirect(here(case.id))
    except Invalid as error:
        form.blame(error)
    return desk(request.args, case.id, giving=form)


def _given_to(person: User | None) -> str:
    if person is None:
        return str(_("It is for nobody in particular now."))
    return str(_("It is for %(name)s now.", name=person.display_name))


@bp.post("/away")
def be_away() -> Response:
    """Say for how long one is not there; no days at all: one is back."""
    days = request.form.get("days", type=int)
    if days:
        if days not in DAYS_AWAY:
            raise NotFound
        actions.be_away(member(), clock.now() + timedelta(days=days))
        flash(_("Nothing is given to you until then. What you had is for the others."), "good")
    else:
        actions.be_back(member())
        flash(_("Good that you are back."), "good")
    return redirect(url_for(".queue", tab="mine"))


def _hours() -> int:
    hours = request.form.get("hours", type=int)
    if hours not in SPANS:
        raise NotFound
    return hours
