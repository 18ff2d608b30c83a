"""Colours: how bright they are, how far apart, and which neighbours can be read on them.

The sums are those of sRGB, of OKLCH (even steps for the eye) and of WCAG (contrast).
"""

import math
import re
from dataclasses import dataclass
from functools import cached_property

HEX = re.compile(r"#[0-9a-fA-F]{6}")
# Text of normal size must stand out from its ground by this much (WCAG AA), and a hair more,
# because browsers round.
READABLE = 4.5
SAFELY_READABLE = 4.55
STEP = 0.005
# Where the sRGB curve turns from a line into a power, and how much rounding is forgiven.
LINE_ENDS = 0.04045
LINE_ENDS_LINEAR = 0.0031308
NEARLY = 1e-4


@dataclass(frozen=True)
class Colour:
    """A colour of a screen: red, green and blue as whole numbers up to 255."""

    red: int
    green: int
    blue: int

    @property
    def hex(self) -> str:
        """The colour as #rrggbb."""
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"

    @cached_property
    def luminance(self) -> float:
        """Relative luminance, from 0 for black to 1 for white."""
        red, green, blue = (_linear(part / 255) for part in (self.red, self.green, self.blue))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    @cached_property
    def oklch(self) -> tuple[float, float, float]:
        """Lightness from 0 to 1, chroma, and hue in radians."""
        red, green, blue = (_linear(part / 255) for part in (self.red, self.green, self.blue))
        long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
        middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
        short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
        light = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
        a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
        b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
        return light, math.hypot(a, b), math.atan2(b, a)

    @property
    def lightness(self) -> float:
        """How light the colour looks, from 0 to 1."""
        return self.oklch[0]

    def at(self, lightness: float, *, chroma: float | None = None) -> "Colour":
        """The same hue at another lightness, with at most this chroma; paler where it must be."""
        _, own, hue = self.oklch
        wanted = own if chroma is None else min(own, chroma)
        return from_oklch(min(max(lightness, 0.0), 1.0), wanted, hue)


WHITE = Colour(255, 255, 255)
BLACK = Colour(0, 0, 0)


def parse(text: str) -> Colour:
    """The colour written as #rrggbb. Raises ValueError for anything else."""
    if not HEX.fullmatch(text):
        raise ValueError(f"{text!r} is no colour of the form #rrggbb.")
    return Colour(*bytes.fromhex(text[1:]))


def contrast(one: Colour, other: Colour) -> float:
    """How far two colours stand apart, from 1 (not at all) to 21 (black and white)."""
    darker, lighter = sorted((one.luminance, other.luminance))
    return (lighter + 0.05) / (darker + 0.05)


def from_oklch(lightness: float, chroma: float, hue: float) -> Colour:
    """The nearest colour that a screen can show: chroma gives way, hue and lightness stay."""
    low, high = 0.0, chroma
    if _fits(_linear_rgb(lightness, chroma, hue)):
        low = chroma
    for _ in range(16):
        middle = (low + high) / 2
        fits = _fits(_linear_rgb(lightness, middle, hue))
        low, high = (middle, high) if fits else (low, middle)
    return Colour(*(_byte(part) for part in _linear_rgb(lightness, low, hue)))


def _linear_rgb(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _fits(parts: tuple[float, float, float]) -> bool:
    return all(-NEARLY <= part <= 1 + NEARLY for part in parts)


def _linear(part: float) -> float:
    return part / 12.92 if part <= LINE_ENDS else ((part + 0.055) / 1.055) ** 2.4


def _byte(linear: float) -> int:
    linear = min(max(linear, 0.0), 1.0)
    part = 12.92 * linear if linear <= LINE_ENDS_LINEAR else 1.055 * linear ** (1 / 2.4) - 0.055
    return round(part * 255)
