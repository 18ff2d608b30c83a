"""Who gets in when: the windows of a draft."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.kernel import clock
from forum.kernel.policy import Invalid, require
from forum.launches import actions, policy, queries, words
from forum.launches.admin.blueprint import bp
from forum.launches.bars import bars
from forum.launches.clashing import Planned, clashes_with
from forum.launches.draft_forms import WindowForm
from forum.launches.models import Launch
from forum.launches.showing import shown


@bp.route("/<int:launch_id>/windows", methods=["GET", "POST"])
def windows(launch_id: int) -> str | Response:
    """All windows of a draft, and one more."""
    launch = _draft(launch_id)
    form = WindowForm.of()
    if form.validate_on_submit():
        try:
            actions.add_window(member(), launch, form.plan)
        except Invalid as error:
            form.blame(error)
        else:
            flash(_("The window is added."), "good")
            return redirect(url_for(".windows", launch_id=launch_id))
    one = shown(member(), launch, clock.now())
    beside = queries.planned_beside(launch, one.sight.windows)
    return render_template(
        "launches/admin/windows.html",
        form=form,
        launch=launch,
        one=one,
        bars=bars(one.sight.windows),
        beside=beside,
        clashes=clashes_with(Planned(launch, one.sight.windows), beside),
        said=words,
    )


@bp.route("/<int:launch_id>/windows/<int:window_id>", methods=["GET", "POST"])
def edit_window(launch_id: int, window_id: int) -> str | Response:
    """One window of a draft."""
    launch = _draft(launch_id)
    window = queries.window_by_id(launch, window_id)
    names = [one.username for one in queries.guests_of([window_id])[window_id]]
    form = WindowForm.of(window, names)
    if form.validate_on_submit():
        try:
            actions.change_window(member(), launch, window, form.plan)
        except Invalid as error:
            form.blame(error)
        else:
            flash(_("Kept."), "good")
            return redirect(url_for(".windows", launch_id=launch_id))
    return render_template(
        "launches/admin/window.html", form=form, launch=launch, window=window, said=words
    )


@bp.post("/<int:launch_id>/windows/<int:window_id>/remove")
def remove_window(launch_id: int, window_id: int) -> Response:
    """Take a window out of a draft."""
    launch = queries.launch_by_id(launch_id)
    actions.remove_window(member(), launch, queries.window_by_id(launch, window_id))
    flash(_("The window is gone."), "good")
    return redirect(url_for(".windows", launch_id=launch_id))


def _draft(launch_id: int) -> Launch:
    launch = queries.launch_by_id(launch_id)
    require(policy.can_edit(member(), launch))
    return launch
