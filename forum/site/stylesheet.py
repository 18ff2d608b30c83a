"""The brand as a stylesheet: tokens only, so that the page itself needs no style of its own."""

from functools import lru_cache
from typing import NamedTuple

from forum.site import palette
from forum.site.colours import Colour

SERIF = 'ui-serif, "Iowan Old Style", "Palatino Linotype", Georgia, "Noto Serif", serif'
VOICES = {"sans": "var(--sans)", "serif": SERIF}
# Small, middle and large corners, and those of buttons.
CORNERS = {
    "round": ("6px", "10px", "16px", "999px"),
    "soft": ("4px", "6px", "10px", "8px"),
    "square": ("0", "0", "0", "0"),
}


class Look(NamedTuple):
    """What the owner chose: a colour (#rrggbb), a voice, and corners."""

    colour: str
    voice: str
    corners: str


@lru_cache(maxsize=64)
def tokens(look: Look, selector: str = ":root") -> str:
    """The stylesheet. It stands in no layer, so it wins over the tokens of the design."""
    pairs = {**_colours(look.colour), **_shapes(look)}
    lines = "".join(f"  --{name}: {value};\n" for name, value in pairs.items())
    return f"{selector} {{\n{lines}}}\n"


def _colours(colour: str) -> dict[str, str]:
    light = palette.tints(colour, palette.LIGHT)
    dark = palette.tints(colour, palette.DARK)
    return {
        "brand": _both(light.brand, dark.brand),
        "on-brand": _both(light.on_brand, dark.on_brand),
        "brand-hover": _both(light.hover, dark.hover),
        "brand-strong": _both(light.strong, dark.strong),
        "brand-soft": _both(light.soft, dark.soft),
        "brand-line": _both(light.line, dark.line),
    }


def _both(light: Colour, dark: Colour) -> str:
    return light.hex if light == dark else f"light-dark({light.hex}, {dark.hex})"


def _shapes(look: Look) -> dict[str, str]:
    names = ("r1", "r2", "r3", "round")
    return {"voice": VOICES[look.voice], **dict(zip(names, CORNERS[look.corners], strict=True))}
