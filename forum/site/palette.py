"""From one colour of the brand to all its tints, for light and dark pages, readable everywhere."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from forum.site.colours import (
    SAFELY_READABLE,
    STEP,
    WHITE,
    Colour,
    contrast,
    from_oklch,
    parse,
)

# So near may a button's colour be to the page before it is moved away from it.
VISIBLE = 1.3
# So much is a colour darkened to carry white words; beyond it dark words are kinder to it.
MOST_DARKENING = 0.08
WARM = math.radians(60)
INK = from_oklch(0.19, 0.012, WARM)


@dataclass(frozen=True)
class Scheme:
    """The grounds of a scheme on which the brand's colour may stand as text, and its own tints.

    The grounds are those of tokens.css: the page, its cards, what is sunken, hovered, or floats.
    """

    is_dark: bool
    grounds: tuple[Colour, ...]
    soft: tuple[float, float]
    line: tuple[float, float]


@dataclass(frozen=True)
class Tints:
    """What a scheme makes of the brand's colour."""

    brand: Colour
    on_brand: Colour
    hover: Colour
    strong: Colour
    soft: Colour
    line: Colour


def _greys(*lightness: float) -> tuple[Colour, ...]:
    return tuple(from_oklch(light, 0.007, WARM) for light in lightness)


LIGHT = Scheme(False, (WHITE, *_greys(0.985, 0.965)), soft=(0.955, 0.022), line=(0.87, 0.05))
DARK = Scheme(True, _greys(0.17, 0.19, 0.225, 0.255, 0.265), soft=(0.28, 0.045), line=(0.42, 0.07))


@lru_cache(maxsize=64)
def tints(colour: str, scheme: Scheme) -> Tints:
    """All tints of a colour (#rrggbb) in a scheme."""
    given = parse(colour)
    brand, on_brand = _ground_and_words(_apart(given, scheme))
    soft = given.at(scheme.soft[0], chroma=scheme.soft[1])
    return Tints(
        brand=brand,
        on_brand=on_brand,
        hover=_hover(brand, on_brand),
        strong=_strong(given, scheme, soft),
        soft=soft,
        line=given.at(scheme.line[0], chroma=scheme.line[1]),
    )


def _apart(given: Colour, scheme: Scheme) -> Colour:
    """The colour, moved just so far that it does not vanish into the page."""
    colour, lightness = given, given.lightness
    while any(contrast(colour, ground) < VISIBLE for ground in scheme.grounds):
        lightness += STEP if scheme.is_dark else -STEP
        colour = given.at(lightness)
    return colour


def _ground_and_words(given: Colour) -> tuple[Colour, Colour]:
    """A ground near the colour, and white or dark words that can be read on it."""
    darker = _moved_until(given, -STEP, words=WHITE)
    if given.lightness - darker.lightness <= MOST_DARKENING:
        return darker, WHITE
    return _moved_until(given, STEP, words=INK), INK


def _moved_until(given: Colour, step: float, *, words: Colour) -> Colour:
    colour, lightness = given, given.lightness
    while contrast(colour, words) < SAFELY_READABLE:
        lightness += step
        colour = given.at(lightness)
    return colour


def _hover(brand: Colour, on_brand: Colour) -> Colour:
    """A little further from the words; where black or white leaves no room, nearer."""
    away, nearer = (-0.045, 0.22) if on_brand == WHITE else (0.035, -0.07)
    further = brand.at(brand.lightness + away)
    if abs(further.lightness - brand.lightness) > abs(away) / 2:
        return further
    return brand.at(brand.lightness + nearer)


def _strong(given: Colour, scheme: Scheme, soft: Colour) -> Colour:
    """The colour as text: readable on every ground of the scheme and on its own soft tint."""
    grounds = (*scheme.grounds, soft)
    lightness = max(given.lightness, 0.72) if scheme.is_dark else min(given.lightness, 0.56)
    chroma = given.oklch[1] * (0.85 if scheme.is_dark else 1)
    step = STEP if scheme.is_dark else -STEP
    colour = given.at(lightness, chroma=chroma)
    while not _is_readable(colour, grounds):
        lightness += step
        colour = given.at(lightness, chroma=chroma)
    return colour


def _is_readable(colour: Colour, grounds: Iterable[Colour]) -> bool:
    return all(contrast(colour, ground) >= SAFELY_READABLE for ground in grounds)
