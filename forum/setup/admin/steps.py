"""All steps at a glance, and going past one."""

from flask import flash, redirect, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.kernel.policy import NotFound
from forum.setup import actions, queries
from forum.setup.admin.blueprint import after, bp
from forum.setup.admin.channels import by_heading, template
from forum.setup.models import Step


@bp.get("")
def index() -> str:
    """Where the owner stands, and where to go on."""
    return render_template(
        "setup/index.html",
        journey=queries.journey(),
        missing=queries.missing_of_purpose(),
        progress=queries.progress(),
    )


@bp.post("/<step>/skip")
def skip(step: str) -> Response:
    """Go past a page; it can be visited again."""
    try:
        found = Step(step)
    except ValueError:
        raise NotFound from None
    if found == Step.OWNER:
        raise NotFound
    had_channels = queries.has_channels()
    actions.skip(member(), found, starters=by_heading(template()))
    if found == Step.CHANNELS and not had_channels:
        flash(_("We opened a few channels for you. Change them whenever you like."), "info")
    return redirect(after(found))
