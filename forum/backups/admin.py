"""The staff pages of backups: which there are, making, fetching and deleting them, their times."""

from pathlib import Path
from typing import IO

from flask import current_app, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts import session
from forum.backups import actions, places, queries
from forum.backups.forms import PlanForm
from forum.config import Config
from forum.kernel.paging import decode
from forum.web.admin import require_admin, staff_blueprint

bp = staff_blueprint("backups", __name__)
bp.before_request(require_admin)


@bp.get("")
def index() -> str:
    """Every backup with its age, and what can be done with it."""
    return _page(PlanForm.of_now())


@bp.post("/make")
def make() -> Response:
    """Have one made now."""
    actions.ask(session.member())
    flash(_("A backup is being made. This page shows how far it is."), "good")
    return redirect(url_for(".index"))


@bp.post("/plan")
def plan() -> str | Response | tuple[str, int]:
    """Choose when they make themselves."""
    form = PlanForm()
    if not form.validate_on_submit():
        return _page(form), 422
    actions.plan(session.member(), every=form.every.data, hour=form.hour.data, keep=form.keep.data)
    flash(_("The times of backups are saved."), "good")
    return redirect(url_for(".index"))


@bp.post("/<int:backup_id>/fetch")
def fetch(backup_id: int) -> Response:
    """The file itself, shortly after the password was given."""
    if not session.is_fresh():
        return redirect(url_for("accounts.again", next=url_for(".index")))
    file = actions.note_fetched(session.member(), backup_id)
    answer = send_file(
        _sendable(file), "application/x-tar", as_attachment=True, download_name=file.name
    )
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@bp.get("/<int:backup_id>/delete")
def ask_delete(backup_id: int) -> str:
    """Ask once more."""
    return render_template("backups/delete.html", backup=queries.backup(backup_id))


@bp.post("/<int:backup_id>/delete")
def delete(backup_id: int) -> Response:
    """Throw it away."""
    actions.delete(session.member(), backup_id)
    flash(_("The backup is deleted."), "info")
    return redirect(url_for(".index"))


def _page(form: PlanForm) -> str:
    page = queries.shown(decode(request.args.get("after")))
    return render_template(
        "backups/index.html",
        page=page,
        people=queries.people(page.items),
        form=form,
        health=queries.health(),
        folder=places.folder(),
        free=places.room(places.folder()),
    )


def _sendable(file: Path) -> Path | IO[bytes]:
    """A file of the data folder is handed over by name; one from elsewhere must be read by us."""
    config: Config = current_app.extensions["config"]
    return file if file.is_relative_to(config.data_dir) else file.open("rb")
