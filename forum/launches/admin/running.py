"""The list of launches, one launch for the team, and what can be done about it."""

from collections.abc import Callable, Sequence

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.accounts.session import member
from forum.kernel import clock, slots
from forum.kernel.paging import decode
from forum.kernel.policy import Invalid, require
from forum.launches import actions, gates, policy, queries, words
from forum.launches.actions import More
from forum.launches.admin.blueprint import bp
from forum.launches.bars import bars
from forum.launches.clashing import Planned, clashes_with
from forum.launches.forms import REASONS, MoreForm, PickForm
from forum.launches.lacking import codes_to_look_at, lacking, worth_a_look
from forum.launches.models import Launch, LaunchWindow
from forum.launches.settings import EARLY_PERCENT
from forum.launches.showing import shown


@bp.get("")
def index() -> str:
    """Every launch, made last first."""
    require(policy.can_look(member()))
    after = decode(request.args.get("after"))
    page, now = queries.arranged(after), clock.now()
    windows = queries.windows_of([one.id for one in page.items])
    held = queries.holdings(page.items, windows, now)
    phases = {
        one.id: gates.phase_of(one, windows[one.id], now, is_sold_out=held[one.id].stock.left == 0)
        for one in page.items
    }
    return render_template(
        "launches/admin/index.html",
        page=page,
        after=after,
        windows=windows,
        phases=phases,
        held=held,
        may_arrange=policy.can_arrange(member()),
        said=words,
    )


@bp.get("/<int:launch_id>")
def show(launch_id: int) -> str:
    """One launch: how it stands, what is in the way, its story."""
    return _page(queries.launch_by_id(launch_id))


def _page(launch: Launch, more: MoreForm | None = None) -> str:
    now = clock.now()
    one = shown(member(), launch, now)
    windows = one.sight.windows
    events = queries.events_of(launch)
    people = {event.by_id for event in events if event.by_id}
    codes = queries.codes_in(launch)
    return render_template(
        "launches/admin/show.html",
        one=one,
        launch=launch,
        bars=bars(windows),
        counts=queries.counts(launch),
        lacking=lacking(launch, windows, now),
        looks=_looks(launch, windows, codes),
        codes=codes,
        clashes=clashes_with(Planned(launch, windows), queries.planned_beside(launch, windows)),
        events=events,
        people=accounts.members_by_ids(people),
        may_edit=policy.can_edit(member(), launch),
        may_approve=policy.can_approve(member(), launch, deciders=queries.deciders()),
        may_return=policy.can_return(member(), launch, windows, now),
        may_run=policy.can_run(member(), launch),
        may_cancel=policy.can_cancel(member(), launch),
        plans=slots.fill("launch.plan", member(), [launch])[launch.id],
        ways=slots.fill("launch.team", member(), [launch])[launch.id],
        more=more or MoreForm.of(launch, windows),
        said=words,
    )


def _looks(
    launch: Launch, windows: Sequence[LaunchWindow], codes: queries.Codes | None
) -> list[str]:
    looks = worth_a_look(
        launch, windows, early_percent=EARLY_PERCENT.get(), members=queries.members_here()
    )
    if codes is not None:
        looks += codes_to_look_at(
            windows,
            codes.pool,
            is_short=codes.is_short(launch),
            is_short_together=codes.is_short_together(launch),
        )
    return looks


@bp.post("/<int:launch_id>/submit")
def submit(launch_id: int) -> Response:
    """Ask for approval."""
    return _do(launch_id, actions.submit, _("It waits for approval now."))


@bp.post("/<int:launch_id>/approve")
def approve(launch_id: int) -> Response:
    """Let it open at its times."""
    return _do(launch_id, actions.approve, _("Approved. It opens by itself."))


@bp.post("/<int:launch_id>/take-back")
def take_back(launch_id: int) -> Response:
    """Make it a draft again."""
    return _do(launch_id, actions.take_back, _("It is a draft again."))


@bp.post("/<int:launch_id>/pause")
def pause(launch_id: int) -> Response:
    """Let its clock stand still."""

    def stop(admin: User, launch: Launch) -> None:
        actions.pause(admin, launch, request.form.get("note", ""))

    return _do(launch_id, stop, _("Paused. Its clock stands still."))


@bp.post("/<int:launch_id>/resume")
def resume(launch_id: int) -> Response:
    """Let its clock go on."""
    return _do(launch_id, actions.resume, _("It goes on."))


@bp.post("/<int:launch_id>/cancel")
def cancel(launch_id: int) -> Response:
    """Call it off."""

    def end(admin: User, launch: Launch) -> None:
        actions.cancel(admin, launch, request.form.get("note", ""))

    return _do(launch_id, end, _("Cancelled."))


@bp.post("/<int:launch_id>/more")
def give_more(launch_id: int) -> str | Response:
    """Later closings, or more stock."""
    launch = queries.launch_by_id(launch_id)
    require(policy.can_run(member(), launch))
    windows = queries.windows_of([launch.id])[launch.id]
    form = MoreForm.of(launch, windows)
    try:
        actions.give_more(member(), launch, More(form.closings(windows), form.total))
    except Invalid as error:
        form.blame(error)
        return _page(queries.launch_by_id(launch_id), form)
    flash(_("Done, and told on the page of the launch."), "good")
    return redirect(url_for(".show", launch_id=launch_id))


@bp.get("/<int:launch_id>/entries")
def entries(launch_id: int) -> str:
    """Who has a part in it."""
    return _entries(launch_id, PickForm())


@bp.post("/<int:launch_id>/entries/<int:entry_id>/pick")
def pick(launch_id: int, entry_id: int) -> str | Response:
    """Keep one for somebody, with a reason."""
    launch = queries.launch_by_id(launch_id)
    form = PickForm()
    try:
        entry = queries.entry_by_id(launch, entry_id)
        actions.pick(member(), launch, entry, form.reason.data or "")
    except Invalid as error:
        form.blame(error)
        return _entries(launch_id, form, entry_id)
    flash(_("One is kept for them, and they are told."), "good")
    return redirect(url_for(".entries", launch_id=launch_id))


def _entries(launch_id: int, form: PickForm, asked: int = 0) -> str:
    launch = queries.launch_by_id(launch_id)
    require(policy.can_arrange(member()))
    after = decode(request.args.get("after"))
    windows = queries.windows_of([launch.id])[launch.id]
    return render_template(
        "launches/admin/entries.html",
        launch=launch,
        page=queries.entries_in(launch, after),
        after=after,
        held=queries.holding(launch, windows, clock.now()),
        names={one.id: words.name_of(one) for one in windows},
        may_pick=policy.can_pick(member(), launch),
        form=form,
        asked=asked,
        said=words,
    )


def _do(launch_id: int, act: Callable[..., None], done: str) -> Response:
    """Do it, or say what is in the way; then back to the page of the launch."""
    launch = queries.launch_by_id(launch_id)
    try:
        act(member(), launch)
    except Invalid as error:
        told = words.LACKS.get(error.reason) or REASONS.get(error.reason, REASONS["needed"])
        flash(str(told) % error.details, "bad")
    else:
        flash(done, "good")
    return redirect(url_for(".show", launch_id=launch_id))
