"""A look that is only tried: its stylesheet, for the preview on a page."""

from collections.abc import Mapping

from flask import Response

from forum.site import queries, stylesheet
from forum.site.colours import HEX
from forum.site.stylesheet import CORNERS, VOICES, Look


def preview_css(asked: Mapping[str, str]) -> Response:
    """The tokens for the preview alone; what makes no sense is as it is now."""
    now = queries.brand().look
    colour, voice, corners = (asked.get(name, "") for name in Look._fields)
    look = Look(
        colour if HEX.fullmatch(colour) else now.colour,
        voice if voice in VOICES else now.voice,
        corners if corners in CORNERS else now.corners,
    )
    answer = Response(stylesheet.tokens(look, ".brand-preview"), mimetype="text/css")
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
