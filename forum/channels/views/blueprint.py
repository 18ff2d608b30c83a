"""The blueprint of all pages of channels, and how old addresses lead on."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from forum.channels.queries import Moved
from forum.web.security import SAFE_METHODS

bp = Blueprint("channels", __name__)


@bp.app_errorhandler(Moved)
def lead_on(moved: Moved) -> Response:
    """Lead from an old address of a channel to the same page at the present one."""
    values = {**request.args, **(request.view_args or {}), "slug": moved.slug}
    # A form sent to an old address is sent again, not turned into a look at the page.
    code = 301 if request.method in SAFE_METHODS else 308
    return redirect(url_for(request.endpoint or "channels.index", **values), code)
