"""Staff pages of waves: all of them, one with its texts, what will happen, and doing it."""

from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.kernel import paging
from forum.kernel.policy import Invalid, require
from forum.pages import queries as pages
from forum.waves import actions, policy, queries, wording
from forum.waves.forms import PAUSES, ReturnForm, SweepForm
from forum.waves.models import Wave
from forum.web.admin import staff_blueprint

bp = staff_blueprint("waves", __name__)
# So often the page looks how far the worker is.
SECONDS = "3"


@bp.get("")
def index() -> str:
    """Every wave, the newest first."""
    require(policy.can_handle(member()))
    page = queries.waves(paging.decode(request.args.get("after")))
    numbers = queries.states_of([wave.id for wave in page.items])
    return render_template("waves/admin/index.html", page=page, numbers=numbers, wording=wording)


@bp.get("/<int:wave_id>")
def show(wave_id: int) -> Response | str:
    """One wave: who, where it leads, each text, and what can be done."""
    require(policy.can_handle(member()))
    wave = queries.wave_by_id(wave_id)
    answer = make_response(_page("show", wave, _form(), ReturnForm()))
    if wave.is_moving:
        answer.headers["Refresh"] = SECONDS
    return answer


@bp.post("/<int:wave_id>/plan")
def plan(wave_id: int) -> Response | str:
    """What would happen, line by line; nothing is done by it."""
    wave, form = queries.wave_by_id(wave_id), _form()
    require(policy.can_decide(member(), wave))
    if not form.validate_on_submit():
        return _page("show", wave, form, ReturnForm(formdata=None))
    return _page("plan", wave, form, ReturnForm(formdata=None))


@bp.post("/<int:wave_id>/sweep")
def sweep(wave_id: int) -> Response | str:
    """Clean it up as chosen."""
    wave, form = queries.wave_by_id(wave_id), _form()
    require(policy.can_decide(member(), wave))
    if form.validate_on_submit():
        try:
            actions.sweep(member(), wave_id, form.plan(_guidelines_number()))
        except Invalid as error:
            form.blame(error)
        else:
            return redirect(url_for(".show", wave_id=wave_id))
    return _page("show", queries.wave_by_id(wave_id), form, ReturnForm(formdata=None))


@bp.post("/<int:wave_id>/return")
def return_all(wave_id: int) -> Response:
    """Bring everything back."""
    form = ReturnForm()
    words = (form.words.data or "").strip() or _("We looked again: this was a mistake of ours.")
    actions.return_all(member(), wave_id, words)
    return redirect(url_for(".show", wave_id=wave_id))


@bp.post("/<int:wave_id>/release")
def release(wave_id: int) -> Response:
    """It was no wave: let out what waits."""
    actions.release(member(), wave_id)
    flash(_("Nothing like it is held any more, and what waited goes out."), "good")
    return redirect(url_for(".show", wave_id=wave_id))


def _form() -> SweepForm:
    form = SweepForm()
    present = pages.current_guidelines()
    form.offer(pages.clauses_of(present) if present else ())
    return form


def _guidelines_number() -> int:
    present = pages.current_guidelines()
    return present.number if present else 0


def _page(name: str, wave: Wave, form: SweepForm, back: ReturnForm) -> str:
    numbers = queries.numbers_of(wave)
    given: dict[str, Any] = {
        "wave": wave,
        "form": form,
        "back": back,
        "numbers": numbers,
        "accounts": queries.accounts_of(wave),
        "places": queries.places_of(wave),
        "staying": queries.staying(wave.id),
        "page": queries.posts_of(wave, paging.decode(request.args.get("after"))),
        "may_decide": policy.can_decide(member(), wave),
        "readable": queries.to_do(wave.id) - numbers.waiting,
        "pause": dict(PAUSES).get(form.pause.data or "", ""),
        "may_return": policy.can_bring_back(member(), wave),
        "wording": wording,
    }
    return render_template(f"waves/admin/{name}.html", **given)
