"""What is promised: making promises, saying them anew, and keeping them."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.feedback import actions, policy, queries, words
from forum.feedback.admin.blueprints import promises as bp
from forum.feedback.forms import KeptForm, PromiseForm
from forum.feedback.models import LaunchPromise
from forum.kernel import clock, paging
from forum.kernel.policy import Invalid, require
from forum.launches import queries as launched
from forum.launches.models import Launch


@bp.route("", methods=["GET", "POST"])
def index() -> str | Response:
    """Every promise, and a form for a new one."""
    form = PromiseForm.of(launched.arranged().items)
    if form.validate_on_submit():
        try:
            actions.promise(member(), form.plan)
        except Invalid as error:
            form.blame(error)
        else:
            flash(_("Promised. Everybody can read it."), "good")
            return redirect(url_for(".index"))
    now, after = clock.now(), paging.decode(request.args.get("after"))
    return render_template(
        "feedback/admin/promises.html",
        form=form,
        open=() if after else queries.open_promises(member(), now),
        page=queries.kept_promises(member(), now, after),
        after=after,
        days=queries.days_at(now),
        said=words,
    )


@bp.route("/<int:promise_id>", methods=["GET", "POST"])
def edit(promise_id: int) -> str | Response:
    """Say a promise anew, or put it off."""
    promise = queries.promise_by_id(promise_id)
    require(policy.can_keep(member(), promise))
    form = PromiseForm.of(_launches(promise), promise)
    if form.validate_on_submit():
        try:
            actions.change_promise(member(), promise, form.plan)
        except Invalid as error:
            form.blame(error)
        else:
            flash(_("Saved."), "good")
            return redirect(url_for(".index"))
    return _page(promise_id, form, KeptForm(formdata=None))


@bp.post("/<int:promise_id>/keep")
def keep(promise_id: int) -> str | Response:
    """Say that a promise is kept, and how."""
    promise, kept = queries.promise_by_id(promise_id), KeptForm()
    if kept.validate_on_submit():
        try:
            actions.keep_promise(member(), promise, kept.note.data or "")
        except Invalid as error:
            kept.blame(error)
        else:
            flash(_("Kept. Everybody can read how."), "good")
            return redirect(url_for(".index"))
    form = PromiseForm.of(_launches(promise), promise)
    return _page(promise_id, form, kept)


def _launches(promise: LaunchPromise) -> list[Launch]:
    """The latest launches, and the one that the promise is about."""
    own = [promise.launch] if promise.launch is not None else []
    return [*own, *(one for one in launched.arranged().items if one not in own)]


def _page(promise_id: int, form: PromiseForm, kept: KeptForm) -> str:
    promise = queries.promise_by_id(promise_id)
    return render_template("feedback/admin/promise.html", promise=promise, form=form, keeping=kept)
