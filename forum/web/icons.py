"""Icons of the interface: any name the lucide package draws, written into the page as one path."""

from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from importlib.resources import files
from io import BytesIO
from typing import TypeAlias
from zipfile import ZipFile

from markupsafe import Markup

# Icons that point along the line of reading, and turn round where it runs from right to left.
TURNING = {
    "arrow-left", "arrow-right", "chevron-left", "chevron-right", "corner-up-left", "external-link",
    "list", "list-checks", "list-ordered", "log-in", "log-out", "quote", "reply", "send", "undo-2",
}  # fmt: skip
SIZES = {"", "xs", "s", "l", "xl"}
DRAWING = Markup('<svg class="{}" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>')

Shape: TypeAlias = dict[str, str]


@cache
def icon(name: str, size: str = "") -> Markup:
    """The icon as inline SVG, without words of its own; sizes are xs, s, l and xl.

    Raises KeyError for a name that lucide does not draw and ValueError for an unknown size.
    """
    if size not in SIZES:
        raise ValueError(f"no icon size {size!r}")
    classes = ["icon", f"icon--{size}" if size else "", "icon--turns" if name in TURNING else ""]
    return DRAWING.format(" ".join(filter(None, classes)), drawing(name))


@cache
def drawing(name: str) -> str:
    """The lines of an icon as the data of one SVG path."""
    reader = _ShapeReader()
    reader.feed(_archive().read(f"{name}.svg").decode())
    return "".join(reader.paths)


@cache
def _archive() -> ZipFile:
    return ZipFile(BytesIO((files("lucide") / "lucide.zip").read_bytes()))


class _ShapeReader(HTMLParser):
    """Joins the shapes of a drawing, so that a page of two hundred icons stays a small document."""

    def __init__(self) -> None:
        super().__init__()
        self.paths: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "svg":
            self.paths.append(_OUTLINES[tag]({key: value or "" for key, value in attrs}))


def _path(shape: Shape) -> str:
    """The path again; a relative first move starts from the corner, not from the last shape."""
    data = shape["d"]
    return data if data.startswith("M") else f"M0 0{data}"


def _circle(shape: Shape) -> str:
    return _ellipse({"cx": shape["cx"], "cy": shape["cy"], "rx": shape["r"], "ry": shape["r"]})


def _ellipse(shape: Shape) -> str:
    cx, cy, rx, ry = (float(shape[key]) for key in ("cx", "cy", "rx", "ry"))
    half = f"a{rx:g} {ry:g} 0 1 0"
    return f"M{cx - rx:g} {cy:g}{half} {2 * rx:g} 0{half} {-2 * rx:g} 0"


def _line(shape: Shape) -> str:
    return f"M{shape['x1']} {shape['y1']}L{shape['x2']} {shape['y2']}"


def _polyline(shape: Shape) -> str:
    return f"M{shape['points']}"


def _polygon(shape: Shape) -> str:
    return f"M{shape['points']}z"


def _rect(shape: Shape) -> str:
    x, y, width, height = (float(shape.get(key, 0)) for key in ("x", "y", "width", "height"))
    r = float(shape.get("rx", shape.get("ry", 0)))
    across, down, corner = width - 2 * r, height - 2 * r, f"a{r:g} {r:g} 0 0 1"
    return (
        f"M{x + r:g} {y:g}h{across:g}{corner} {r:g} {r:g}v{down:g}{corner} {-r:g} {r:g}"
        f"h{-across:g}{corner} {-r:g} {-r:g}v{-down:g}{corner} {r:g} {-r:g}z"
    )


_OUTLINES: dict[str, Callable[[Shape], str]] = {
    "path": _path,
    "circle": _circle,
    "ellipse": _ellipse,
    "line": _line,
    "polyline": _polyline,
    "polygon": _polygon,
    "rect": _rect,
}
