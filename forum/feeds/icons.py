"""The sign of the brand as a picture of points, for the home screens of phones."""

import unicodedata
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

# Drawn so many times larger and then shrunk, because curves drawn small have teeth.
FINER = 4
# Parts of the edge: the round corner of the sign, and the letter.
CORNER = 14 / 64
LETTER = 38 / 64
# What a phone cuts to its own form must keep to the middle.
LETTER_TO_CUT = 30 / 64


@lru_cache(maxsize=16)
def drawn(initial: str, sign: tuple[str, str], *, edge: int, is_cut: bool = False) -> bytes:
    """The sign as PNG: a letter on the brand's colour; with square corners where it is to be cut.

    The edge is in pixels. Without scripts beyond Latin at hand, other letters become a bubble.
    """
    ground, ink = sign
    size = edge * FINER
    picture = Image.new("RGBA", (size, size), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    corner = 0 if is_cut else round(size * CORNER)
    pen.rounded_rectangle((0, 0, size - 1, size - 1), corner, fill=ground)
    letter = _plain(initial)
    if letter:
        height = round(size * (LETTER_TO_CUT if is_cut else LETTER))
        _write(pen, letter, height=height, ink=ink)
    else:
        _draw_bubble(pen, size, ink)
    out = BytesIO()
    picture.resize((edge, edge), Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    return out.getvalue()


def _plain(initial: str) -> str:
    """The letter without accents, if the one font that is always there has it."""
    base = unicodedata.normalize("NFD", initial)[:1].upper()
    return base if base.isascii() and base.isalnum() else ""


def _write(pen: ImageDraw.ImageDraw, letter: str, *, height: int, ink: str) -> None:
    font = ImageFont.load_default(height)
    middle = pen.im.size[0] / 2
    left, top, right, bottom = pen.textbbox((0, 0), letter, font=font)
    # Placed by what is seen of it, and a little bold, as the sign in the browser's tab.
    at = (middle - (left + right) / 2, middle - (top + bottom) / 2)
    pen.text(at, letter, font=font, fill=ink, stroke_width=height // 40, stroke_fill=ink)


def _draw_bubble(pen: ImageDraw.ImageDraw, size: int, ink: str) -> None:
    """A speech bubble with its tail at the lower left."""
    left, top, right, bottom = (round(size * part) for part in (0.26, 0.28, 0.74, 0.62))
    pen.rounded_rectangle((left, top, right, bottom), round(size * 0.1), fill=ink)
    tail = [(0.34, 0.58), (0.34, 0.76), (0.52, 0.58)]
    pen.polygon([(size * x, size * y) for x, y in tail], fill=ink)
