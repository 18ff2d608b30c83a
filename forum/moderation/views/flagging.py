"""Asking the team to look at something: a page that works without scripts, and in a dialog."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.kernel.policy import Invalid, NotFound, require
from forum.moderation import actions, queries
from forum.moderation.forms import FlagForm
from forum.moderation.kinds import ReviewKind, kind_named
from forum.moderation.models import Flag
from forum.moderation.views.blueprint import bp


@bp.get("/flag/<kind>/<int:target_id>")
@login_required
def ask_flag(kind: str, target_id: int) -> str:
    """Which rule it breaks, in plain words; for who did so already, what they said."""
    known = _known(kind, target_id)
    made = queries.open_flag(member().id, kind, target_id)
    form = FlagForm(clause=made.clause_key, note=made.note) if made else FlagForm()
    return _page(form, known, target_id, made)


@bp.post("/flag/<kind>/<int:target_id>")
@login_required
def flag(kind: str, target_id: int) -> Response | tuple[str, int]:
    """Do it."""
    known, form = _known(kind, target_id), FlagForm()
    form.offer(queries.clauses_now()[1])
    try:
        if form.validate():
            actions.flag(member(), kind, target_id, form.text)
            flash(_("Thank you. The team looks at it, and you are told what became of it."), "good")
            return redirect(_back(kind, target_id))
    except Invalid as error:
        form.blame(error)
    made = queries.open_flag(member().id, kind, target_id)
    return _page(form, known, target_id, made), 422


@bp.post("/flag/<kind>/<int:target_id>/withdraw")
@login_required
def withdraw_flag(kind: str, target_id: int) -> Response:
    """Take it back."""
    made = queries.open_flag(member().id, kind, target_id)
    if made is None:
        raise NotFound
    actions.withdraw_flag(member(), made)
    flash(_("You have taken it back."), "info")
    return redirect(_back(kind, target_id))


def _known(kind: str, target_id: int) -> ReviewKind:
    """The kind, if the viewer may flag this one of it. Raises NotFound and Refused."""
    known = kind_named(kind)
    target = known.load([target_id]).get(target_id) if known and known.is_flaggable else None
    if known is None or target is None:
        raise NotFound
    if queries.open_flag(member().id, kind, target_id) is None:
        require(known.may_flag(member(), target))
    return known


def _page(form: FlagForm, kind: ReviewKind, target_id: int, made: Flag | None) -> str:
    _, clauses = queries.clauses_now()
    form.offer(clauses)
    return render_template(
        "moderation/flag.html",
        form=form,
        kind=kind,
        target_id=target_id,
        made=made,
        facts=queries.facts_of(kind.name, target_id),
        hints={one.key: one.body for one in clauses if one.body and "\n" not in one.body},
    )


def _back(kind: str, target_id: int) -> str:
    return queries.facts_of(kind, target_id).address or url_for("home.latest")
