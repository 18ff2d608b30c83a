"""The step of a draft that shows what it is about: its pictures."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.kernel.policy import Invalid, require
from forum.launches import actions, policy, queries
from forum.launches.admin.blueprint import bp
from forum.launches.models import Launch
from forum.uploads import policy as uploads
from forum.uploads import queries as shown
from forum.uploads.forms import PictureForm


@bp.get("/<int:launch_id>/pictures")
def pictures(launch_id: int) -> str:
    """The pictures of a draft."""
    return _page(_draft(launch_id), PictureForm(formdata=None))


@bp.post("/<int:launch_id>/pictures")
def add_picture(launch_id: int) -> str | Response:
    """Show one more picture."""
    launch, form = _draft(launch_id), PictureForm()
    try:
        actions.add_picture(member(), launch, form.sent(member()), alt=form.alt.data or "")
    except Invalid as error:
        too_many = _("A launch has %(most)s pictures at most.", most=policy.MOST_PICTURES)
        form.blame(error, too_many=too_many)
        return _page(_draft(launch_id), form)
    flash(_("The picture is saved."), "good")
    return redirect(url_for(".pictures", launch_id=launch_id))


# Nobody waits to write while a picture is decoded.
add_picture.reads_only = True  # type: ignore[attr-defined]
add_picture.takes_files = True  # type: ignore[attr-defined]


@bp.post("/<int:launch_id>/pictures/<public_id>/remove")
def remove_picture(launch_id: int, public_id: str) -> Response:
    """Show a picture no longer."""
    actions.remove_picture(member(), queries.launch_by_id(launch_id), public_id)
    flash(_("The picture is gone."), "info")
    return redirect(url_for(".pictures", launch_id=launch_id))


@bp.post("/<int:launch_id>/pictures/<public_id>/first")
def put_first(launch_id: int, public_id: str) -> Response:
    """Show a picture at the top."""
    actions.put_first(member(), queries.launch_by_id(launch_id), public_id)
    flash(_("It stands at the top now."), "good")
    return redirect(url_for(".pictures", launch_id=launch_id))


def _draft(launch_id: int) -> Launch:
    launch = queries.launch_by_id(launch_id)
    require(policy.can_edit(member(), launch))
    return launch


def _page(launch: Launch, form: PictureForm) -> str:
    return render_template(
        "launches/admin/pictures.html",
        launch=launch,
        pictures=shown.uploads_in_order(launch.pictures),
        form=form,
        most_mb=uploads.most_mb(member()),
        most=policy.MOST_PICTURES,
    )
