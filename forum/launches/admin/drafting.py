"""A draft, step by step: its words, its stock, who knows of it, its room."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.kernel.policy import Invalid, require
from forum.launches import actions, policy, queries, words
from forum.launches.admin.blueprint import bp
from forum.launches.draft_forms import SecrecyForm, SupplyForm, WordsForm
from forum.launches.forms import Blaming, reason_of
from forum.launches.models import Launch

SECRECY = "launches/admin/secrecy.html"


@bp.route("/new", methods=["GET", "POST"])
def new() -> str | Response:
    """Begin a launch."""
    require(policy.can_arrange(member()))
    form = WordsForm.of()
    if form.validate_on_submit():
        try:
            launch = actions.create(member(), form.plan)
        except Invalid as error:
            form.blame(error)
        else:
            flash(_("The draft is kept. Next: its pictures."), "good")
            return redirect(url_for(".pictures", launch_id=launch.id))
    return render_template("launches/admin/words.html", form=form, launch=None, said=words)


@bp.route("/<int:launch_id>/words", methods=["GET", "POST"])
def edit_words(launch_id: int) -> str | Response:
    """What it is about."""
    launch = _draft(launch_id)
    return _step(
        launch,
        WordsForm.of(launch),
        actions.change_words,
        "launches/admin/words.html",
        after=url_for(".pictures", launch_id=launch_id),
    )


@bp.route("/<int:launch_id>/stock", methods=["GET", "POST"])
def edit_supply(launch_id: int) -> str | Response:
    """How many there are, and who gets one."""
    launch = _draft(launch_id)
    return _step(
        launch,
        SupplyForm.of(launch),
        actions.change_supply,
        "launches/admin/supply.html",
        after=url_for(".edit_secrecy", launch_id=launch_id),
    )


@bp.route("/<int:launch_id>/secrecy", methods=["GET", "POST"])
def edit_secrecy(launch_id: int) -> str | Response:
    """What those outside know, and the room of those inside."""
    launch = _draft(launch_id)
    return _step(
        launch,
        SecrecyForm.of(launch),
        actions.change_secrecy,
        SECRECY,
        after=url_for(".show", launch_id=launch_id),
    )


@bp.post("/<int:launch_id>/room")
def open_room(launch_id: int) -> str | Response:
    """Make a hidden channel for those who have one."""
    launch, typed = queries.launch_by_id(launch_id), request.form.get("name", "")
    try:
        actions.open_room(member(), launch, typed)
    except Invalid as error:
        form = SecrecyForm.kept(launch)
        room = {"name": typed, "error": reason_of(error)}
        return render_template(SECRECY, form=form, launch=launch, said=words, room=room)
    flash(_("The room is there. Whoever gets one is let in."), "good")
    return redirect(url_for(".edit_secrecy", launch_id=launch_id))


def _draft(launch_id: int) -> Launch:
    launch = queries.launch_by_id(launch_id)
    require(policy.can_edit(member(), launch))
    return launch


def _step(
    launch: Launch,
    form: Blaming,
    change: Callable[..., None],
    template: str,
    *,
    after: str,
) -> str | Response:
    """Show one step, or keep what was typed and go on to the next; nothing typed is lost."""
    if form.validate_on_submit():
        plan: Any = form
        try:
            change(member(), launch, plan.plan)
        except Invalid as error:
            form.blame(error)
        else:
            flash(_("Kept."), "good")
            return redirect(after)
    return render_template(template, form=form, launch=launch, said=words)
