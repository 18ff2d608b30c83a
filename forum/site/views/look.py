"""What every visitor gets of the brand: its stylesheet and its sign."""

from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from forum.site import palette, queries, stylesheet
from forum.web.shared import FOREVER, for_everybody

bp = Blueprint("site", __name__)
LOOKS = ("site.brand_css", "site.icon")
ASK_AGAIN = "public, no-cache"


@bp.app_url_defaults
def name_the_version(endpoint: str, values: dict[str, Any]) -> None:
    """Let links to the look of the brand carry its version, so that it may be kept for ever."""
    if endpoint in LOOKS:
        values.setdefault("v", queries.brand().version)


@bp.get("/brand.css")
def brand_css() -> Response:
    """The tokens of the brand."""
    return _answer(stylesheet.tokens(queries.brand().look), "text/css")


@bp.get("/icon.svg")
def icon() -> Response:
    """The sign in the browser's tab: the first letter on the brand's colour."""
    brand = queries.brand()
    tints = palette.tints(brand.colour, palette.LIGHT)
    answer = _answer(render_template("site/icon.svg", brand=brand, tints=tints), "image/svg+xml")
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@bp.get("/favicon.ico")
def favicon() -> BaseResponse:
    """Where old browsers look for the sign."""
    return redirect(url_for(".icon"))


def _answer(text: str, media_type: str) -> Response:
    """The text, kept for ever under its version and asked for again without one."""
    answer = Response(text, mimetype=media_type)
    is_current = request.args.get("v") == queries.brand().version
    answer.headers["Cache-Control"] = FOREVER if is_current else ASK_AGAIN
    answer.add_etag()
    answer.make_conditional(request)
    return for_everybody(answer)
