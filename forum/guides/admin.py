"""Staff pages on which guides are written, put in order and published."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.channels import queries as channels
from forum.guides import actions, queries
from forum.guides.actions import Way
from forum.guides.forms import GuideForm, StepForm
from forum.guides.models import Guide, GuideStep
from forum.kernel.policy import Invalid, NotFound
from forum.markup.render import render
from forum.uploads.queries import writing_site
from forum.web.admin import require_admin, staff_blueprint

bp = staff_blueprint("guides", __name__)
bp.before_request(require_admin)


@bp.get("")
def index() -> str:
    """Every guide in its order, with what state it is in."""
    return render_template("guides/admin/index.html", shelf=queries.everything(member()))


@bp.route("/new", methods=["GET", "POST"])
def new() -> str | Response:
    """Begin a guide."""
    form = _guide_form(None)
    if form.validate_on_submit():
        try:
            guide = actions.create(member(), form.plan)
        except Invalid as error:
            form.blame(error)
        else:
            return redirect(url_for(".edit", guide_id=guide.id))
    return render_template("guides/admin/edit.html", form=form, guide=None)


@bp.route("/<int:guide_id>", methods=["GET", "POST"])
def edit(guide_id: int) -> str | Response:
    """Title, summary and channel of a guide, and its steps."""
    guide = queries.guide_by_id(guide_id)
    form = _guide_form(guide)
    if form.validate_on_submit():
        try:
            actions.change(member(), guide, form.plan)
        except Invalid as error:
            form.blame(error)
        else:
            flash(_("Saved."), "good")
            return redirect(url_for(".edit", guide_id=guide_id))
    begun, done = queries.readers_of(guide)
    return render_template(
        "guides/admin/edit.html",
        form=form,
        guide=guide,
        steps=queries.steps_of(guide),
        begun=begun,
        done=done,
    )


@bp.post("/<int:guide_id>/publish")
def publish(guide_id: int) -> Response:
    """Let others read it."""
    actions.publish(member(), queries.guide_by_id(guide_id))
    flash(_("Published. Whoever reads the channel reads the guide."), "good")
    return redirect(url_for(".edit", guide_id=guide_id))


@bp.post("/<int:guide_id>/take-back")
def take_back(guide_id: int) -> Response:
    """Make it a draft again."""
    actions.take_back(member(), queries.guide_by_id(guide_id))
    flash(_("It is a draft again. What members have read of it is kept."), "info")
    return redirect(url_for(".edit", guide_id=guide_id))


@bp.post("/<int:guide_id>/move")
def move(guide_id: int) -> Response:
    """Move a guide one place."""
    actions.move(member(), queries.guide_by_id(guide_id), way=_way())
    return redirect(url_for(".index", _anchor=f"guide-{guide_id}"))


@bp.get("/<int:guide_id>/remove")
def ask_remove(guide_id: int) -> str:
    """Ask before a guide is gone."""
    guide = queries.guide_by_id(guide_id)
    return render_template("guides/admin/remove.html", guide=guide, step=None)


@bp.post("/<int:guide_id>/remove")
def remove(guide_id: int) -> Response:
    """Remove a draft with its steps."""
    actions.remove(member(), queries.guide_by_id(guide_id))
    flash(_("The guide is gone."), "info")
    return redirect(url_for(".index"))


@bp.route("/<int:guide_id>/steps/new", methods=["GET", "POST"])
def new_step(guide_id: int) -> str | Response:
    """Add a step at the end."""
    return _step_page(queries.guide_by_id(guide_id), None)


@bp.route("/steps/<int:step_id>", methods=["GET", "POST"])
def edit_step(step_id: int) -> str | Response:
    """Write a step anew."""
    step = queries.step_by_id(step_id)
    return _step_page(queries.guide_by_id(step.guide_id), step)


@bp.post("/steps/<int:step_id>/move")
def move_step(step_id: int) -> Response:
    """Move a step one place."""
    step = queries.step_by_id(step_id)
    actions.move_step(member(), queries.guide_by_id(step.guide_id), step, way=_way())
    return redirect(url_for(".edit", guide_id=step.guide_id, _anchor=f"step-{step_id}"))


@bp.get("/steps/<int:step_id>/remove")
def ask_remove_step(step_id: int) -> str:
    """Ask before a step is gone."""
    step = queries.step_by_id(step_id)
    guide = queries.guide_by_id(step.guide_id)
    return render_template("guides/admin/remove.html", guide=guide, step=step)


@bp.post("/steps/<int:step_id>/remove")
def remove_step(step_id: int) -> Response:
    """Remove a step."""
    step = queries.step_by_id(step_id)
    guide = queries.guide_by_id(step.guide_id)
    actions.remove_step(member(), guide, step)
    flash(_("The step is gone. Those behind it moved up."), "info")
    return redirect(url_for(".edit", guide_id=guide.id))


def _guide_form(guide: Guide | None) -> GuideForm:
    form = GuideForm(obj=guide)
    form.offer(room.channel for room in channels.rooms(member()))
    return form


def _step_page(guide: Guide, step: GuideStep | None) -> str | Response:
    form, preview = StepForm(obj=step), ""
    if request.form.get("act") == "preview":
        preview = render(form.body.data or "", writing_site(), anchor="step").html
    elif form.validate_on_submit():
        try:
            _save(guide, step, form)
        except Invalid as error:
            form.blame(error)
        else:
            return redirect(url_for(".edit", guide_id=guide.id))
    return render_template(
        "guides/admin/step.html", form=form, guide=guide, step=step, preview=preview
    )


def _save(guide: Guide, step: GuideStep | None, form: StepForm) -> None:
    title, body = form.title.data or "", form.body.data or ""
    if step is None:
        actions.add_step(member(), guide, title, body=body)
    else:
        actions.change_step(member(), guide, step, title=title, body=body)


def _way() -> Way:
    try:
        return Way(request.form.get("direction", ""))
    except ValueError:
        raise NotFound from None
