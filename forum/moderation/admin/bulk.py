"""Many cases at once: first a page that says what will happen to each, then doing it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from werkzeug.wrappers import Response

from forum.accounts.models import User
from forum.accounts.session import member, viewer
from forum.kernel.policy import Invalid, NotFound, Refused, require
from forum.moderation import actions, policy, queries
from forum.moderation.actions import UNDO, AlreadyDecided, CaseChanged
from forum.moderation.admin import telling
from forum.moderation.admin.blueprint import bp
from forum.moderation.admin.working import here
from forum.moderation.forms import SeveralForm
from forum.moderation.models import Outcome, Reviewable
from forum.moderation.offering import remember

MOST = 50
DIGITS = 10
WORKING: Mapping[str, Callable[[User, Reviewable], None]] = {
    "claim": actions.claim,
    "release": actions.release,
}
ACTS: Mapping[str, Any] = {
    "claim": _l("Take all of them in hand"),
    "release": _l("Give all of them back"),
    "keep": _l("Keep all of them as they are"),
    "approve": _l("Approve all of them"),
    "decline": _l("Do not publish them, or say no"),
    "hide": _l("Hide all of them: their authors can change them once"),
    "remove": _l("Remove all of them"),
}


@bp.get("/several")
def several() -> Response | str:
    """Say what will happen to the chosen cases, and what could be done with them."""
    require(policy.can_work(viewer()))
    ids = _ids(request.args.getlist("chosen"))
    if not ids:
        flash(_("Choose one or more cases first."), "info")
        return redirect(here())
    act = request.args.get("act", "claim")
    return render_template(
        "moderation/several.html",
        chosen=queries.open_entries(ids, by=viewer()),
        act=act if act in ACTS else "claim",
        acts=ACTS,
        form=_form(),
        telling=telling,
        where=_where(),
    )


@bp.post("/several")
def do_several() -> Response:
    """Do the same with every chosen case; what others changed meanwhile is left alone."""
    require(policy.can_work(member()))
    act = request.form.get("act", "")
    if act not in ACTS:
        raise NotFound
    words = [word.split(":") for word in request.form.getlist("chosen")][:MOST]
    versions = {one: _number(pair[-1]) for pair in words for one in _ids(pair[:1])}
    done, form = 0, _form()
    if problem := _lacking(act, form):
        flash(problem, "bad")
        return redirect(url_for(".several", chosen=list(versions), act=act, **_where()))
    for entry in queries.open_entries(list(versions), by=member()):
        is_elsewhere = act not in WORKING and entry.kind is not None and entry.kind.has_own_page
        if not is_elsewhere and _did(act, form, entry.case, version=versions[entry.case.id]):
            done += 1
    _tell(done, len(versions) - done)
    return redirect(here())


def _where() -> dict[str, Any]:
    return {name: request.args.get(name) for name in ("tab", "after", "q")}


def _form() -> SeveralForm:
    form = SeveralForm()
    form.offer(queries.clauses_now()[1])
    return form


def _lacking(act: str, form: SeveralForm) -> str:
    """What has to be filled in before anything is decided."""
    if not form.validate():
        return str(_("Keep the words to 2,000 characters."))
    is_against = act in {Outcome.HIDE, Outcome.REMOVE} and len(form.clause.choices or ()) > 1
    return str(_("Choose the clause.")) if is_against and not form.clause.data else ""


def _did(act: str, form: SeveralForm, case: Reviewable, *, version: int) -> bool:
    """Do it with one case, in a transaction of its own; says whether it was done."""
    try:
        actions.expect_version(case, version)
        if act in WORKING:
            WORKING[act](member(), case)
        else:
            decided = form.decided(Outcome(act), version)
            remember(actions.decide(member(), case, decided, undo_for=UNDO))
    except (AlreadyDecided, CaseChanged, Invalid, NotFound, Refused):
        return False
    return True


def _tell(done: int, left: int) -> None:
    if done:
        flash(
            ngettext("Done with %(count)s case.", "Done with %(count)s cases.", done, count=done),
            "good",
        )
    if left:
        told = ngettext(
            "%(count)s case was left alone: somebody else has changed it, or it is not yours.",
            "%(count)s cases were left alone: others have changed them, or they are not yours.",
            left,
            count=left,
        )
        flash(told, "info")


def _ids(words: Sequence[str]) -> list[int]:
    """The numbers among these words, some of them."""
    numbers = [_number(word) for word in words]
    return [number for number in numbers if 0 < number < queries.HIGHEST_ID][:MOST]


def _number(word: str) -> int:
    """The number that a page put there; nonsense is 0, which no case and no version has."""
    return int(word) if word.isascii() and word.isdecimal() and len(word) <= DIGITS else 0
