"""What every visitor gets of the brand: its stylesheet and its sign."""

from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from forum.site import palette, queries, stylesheet
from forum.web import static
from forum.web.shared import FOREVER, for_everybody

bp = Blueprint("site", __name__)
SHEET = "css/site.css"
ASK_AGAIN = "public, no-cache"


@bp.app_url_defaults
def name_the_version(endpoint: str, values: dict[str, Any]) -> None:
    """Let links to the look of the brand carry its version, so that it may be kept for ever."""
    if endpoint == "site.brand_css":
        values.setdefault("v", _version_of_sheet())
    elif endpoint == "site.icon":
        values.setdefault("v", queries.brand().version)


@bp.get("/brand.css")
def brand_css() -> Response:
    """The one stylesheet of every page: that of the design, and behind it the brand's tokens."""
    sheet = static.followed_by(SHEET, stylesheet.tokens(queries.brand().look))
    return _kept(static.answer(sheet), _version_of_sheet())


@bp.get("/icon.svg")
def icon() -> Response:
    """The sign in the browser's tab: the first letter on the brand's colour."""
    brand = queries.brand()
    tints = palette.tints(brand.colour, palette.LIGHT)
    drawn = render_template("site/icon.svg", brand=brand, tints=tints)
    answer = Response(drawn, mimetype="image/svg+xml")
    answer.add_etag()
    answer.make_conditional(request)
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return _kept(answer, brand.version)


@bp.get("/favicon.ico")
def favicon() -> BaseResponse:
    """Where old browsers look for the sign."""
    return redirect(url_for(".icon"))


def _version_of_sheet() -> str:
    return f"{queries.brand().version}-{static.version()}"


def _kept(answer: Response, version: str) -> Response:
    """The answer, kept for ever under its version and asked for again without one."""
    is_current = request.args.get("v") == version
    answer.headers["Cache-Control"] = FOREVER if is_current else ASK_AGAIN
    return for_everybody(answer)
