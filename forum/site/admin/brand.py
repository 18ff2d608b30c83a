"""The staff page of the brand: its name, its colour, its shapes, and a look before saving."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from forum.accounts.session import member
from forum.site import actions, queries, trying
from forum.site.forms import BrandForm
from forum.web.admin import require_admin

bp = Blueprint("brand_admin", __name__, url_prefix="/admin/site/brand")
bp.before_request(require_admin)


@bp.route("", methods=["GET", "POST"])
def edit() -> str | BaseResponse:
    """The form; its button "Look first" shows what was chosen and changes nothing."""
    now = queries.brand()
    look = now.look._asdict()
    form = BrandForm(data={"name": now.name, "tagline": now.tagline, **look})
    chosen = form.chosen() if form.is_submitted() else {}
    is_whole = len(chosen) == len(form.KEYS)
    if is_whole and "look" not in request.form:
        actions.choose_all(member(), chosen)
        flash(_("The brand is saved."), "good")
        return redirect(url_for(".edit"))
    preview = {name: form[name].data for name in look} if is_whole else look
    return render_template(
        "site/brand.html",
        form=form,
        preview=preview,
        contrast=trying.contrast_words(preview["colour"]),
    )


@bp.get("/contrast.txt")
def contrast() -> Response:
    """How well a colour that is only tried can be read: one line for each scheme."""
    lines = trying.contrast_words(trying.look(request.args).colour)
    answer = Response("\n".join(lines), mimetype="text/plain")
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@bp.get("/preview.css")
def preview_css() -> Response:
    """The tokens of a look that is only tried, for the preview alone."""
    return trying.preview_css(request.args)
