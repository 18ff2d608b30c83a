"""A look that is only tried: its stylesheet for the preview on a page, and how it can be read."""

from collections.abc import Mapping

from flask import Response
from flask_babel import format_decimal
from flask_babel import gettext as _

from forum.site import queries, stylesheet
from forum.site.colours import HEX
from forum.site.queries import Pair
from forum.site.stylesheet import CORNERS, VOICES, Look


def preview_css(asked: Mapping[str, str]) -> Response:
    """The tokens for the preview alone; what makes no sense is as it is now."""
    answer = Response(stylesheet.tokens(look(asked), ".brand-preview"), mimetype="text/css")
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def look(asked: Mapping[str, str]) -> Look:
    """The look that was asked for; what makes no sense is as it is now."""
    now = queries.brand().look
    colour, voice, corners = (asked.get(name, "") for name in Look._fields)
    return Look(
        colour if HEX.fullmatch(colour) else now.colour,
        voice if voice in VOICES else now.voice,
        corners if corners in CORNERS else now.corners,
    )


def contrast_words(colour: str) -> list[str]:
    """What became of the colour on light and on dark pages, and how well it can be read."""
    return [_words(pair) for pair in queries.pairs_of(colour)]


def _words(pair: Pair) -> str:
    facts = {
        "ground": pair.ground,
        "words": pair.words,
        "contrast": format_decimal(pair.contrast, "0.0"),
        "text": pair.text,
        "text_contrast": format_decimal(pair.text_contrast, "0.0"),
    }
    if pair.scheme == "dark":
        words = _(
            "Dark pages: buttons are %(ground)s with words in %(words)s, %(contrast)s to 1. Your "
            "colour as text is %(text)s, %(text_contrast)s to 1 or more."
        )
    else:
        words = _(
            "Light pages: buttons are %(ground)s with words in %(words)s, %(contrast)s to 1. Your "
            "colour as text is %(text)s, %(text_contrast)s to 1 or more."
        )
    return str(words) % facts
