"""The staff page of the brand's logo, which is a picture like others."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.kernel.policy import Invalid
from forum.uploads import actions, files, policy
from forum.uploads.forms import LogoForm, said
from forum.web.admin import require_admin, staff_blueprint

bp = staff_blueprint("uploads", __name__)
bp.before_request(require_admin)


@bp.get("/logo")
def logo() -> str:
    """The logo as it is, and a form for another one."""
    return _page(LogoForm())


@bp.post("/logo")
def set_logo() -> str | Response:
    """Show this picture beside the brand's name from now on."""
    form = LogoForm()
    try:
        actions.set_logo(member(), files.read(form.file.data, most=policy.most_bytes(member())))
    except Invalid as error:
        form.file.errors = [said(error)]
        return _page(form)
    flash(_("The logo is saved."), "good")
    return redirect(url_for("brand_admin.edit"))


@bp.post("/logo/remove")
def remove_logo() -> Response:
    """Show the first letter of the name again."""
    actions.remove_logo(member())
    flash(_("The logo is gone. The first letter of the name stands in its place."), "info")
    return redirect(url_for("brand_admin.edit"))


# As for all pictures: nobody waits to write while one is decoded.
set_logo.reads_only = True  # type: ignore[attr-defined]
set_logo.takes_files = True  # type: ignore[attr-defined]


def _page(form: LogoForm) -> str:
    return render_template("uploads/logo.html", form=form, most_mb=policy.most_mb(member()))
