"""A sheet to paint on: flat shapes with a light and a dark side, soft shadows, tints and glows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import TypeAlias

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Colour: TypeAlias = tuple[int, int, int]
Point: TypeAlias = tuple[float, float]
# Everything is painted so many times larger, which makes smooth edges when it is made small.
FINE = 2
# Shadows are soft, so they are painted coarsely.
COARSE = 5
# What a round gradient has reached in the middle of each side of its square.
EDGE = 180
LIGHT_SIDE, DARK_SIDE = 0.16, -0.24


@dataclass
class Sheet:
    """A picture in the making; sizes and places are in points of the finished picture."""

    width: int
    height: int
    image: Image.Image = field(init=False)
    pen: ImageDraw.ImageDraw = field(init=False)

    def __post_init__(self) -> None:
        self._take(Image.new("RGB", (self.width * FINE, self.height * FINE)))

    def fade(self, top: Colour, bottom: Colour, *, start: float = 0, end: float = 1) -> None:
        """Fill a band from one colour to another, downwards; the band in shares of the height."""
        upper, lower = round(start * self.image.height), round(end * self.image.height)
        size = (self.image.width, lower - upper)
        self.image.paste(_blend(top, bottom, Image.linear_gradient("L").resize(size)), (0, upper))

    def area(self, points: Sequence[Point], colour: Colour) -> None:
        """A flat shape."""
        self.pen.polygon([_fine(point) for point in points], fill=colour)

    def oval(self, centre: Point, radius: Point, colour: Colour) -> None:
        """A flat ellipse."""
        self.pen.ellipse(_bounds(centre, radius), fill=colour)

    def line(self, points: Sequence[Point], thickness: float, colour: Colour) -> None:
        """A line with round ends and corners."""
        fine = [_fine(point) for point in points]
        self.pen.line(fine, fill=colour, width=round(thickness * FINE), joint="curve")
        half = thickness * FINE / 2
        for x, y in (fine[0], fine[-1]):
            self.pen.ellipse((x - half, y - half, x + half, y + half), fill=colour)

    def arc(
        self, centre: Point, radius: Point, *, span: Point, thickness: float, colour: Colour
    ) -> None:
        """A part of the outline of an ellipse, in degrees clockwise from the right."""
        bounds = _bounds(centre, radius)
        self.pen.arc(bounds, *span, fill=colour, width=round(thickness * FINE))

    def body(self, points: Sequence[Point], colour: Colour) -> None:
        """A shape with a light side on the left and a dark one on the right."""
        fine = [_fine(point) for point in points]
        box = _box_of(fine)
        self._lit(box, colour, lambda pen: pen.polygon(_moved(fine, box), fill=255))

    def block(self, corner: Point, other: Point, colour: Colour, *, radius: float = 0) -> None:
        """A rectangle with round corners, lit from the left."""
        fine = [_fine(corner), _fine(other)]
        box = _box_of(fine)
        inside = (0, 0, box[2] - box[0] - 1, box[3] - box[1] - 1)
        self._lit(box, colour, lambda pen: pen.rounded_rectangle(inside, radius * FINE, fill=255))

    def ball(self, centre: Point, radius: Point, colour: Colour) -> None:
        """An ellipse, lit from the left."""
        bounds = _bounds(centre, radius)
        box = _box_of([bounds[:2], bounds[2:]])
        inside = (0, 0, box[2] - box[0] - 1, box[3] - box[1] - 1)
        self._lit(box, colour, lambda pen: pen.ellipse(inside, fill=255))

    def shadows(self, ovals: Sequence[tuple[Point, Point]], *, strength: float) -> None:
        """Soft shadows, all at once: each with its centre and its radius."""

        def draw(pen: ImageDraw.ImageDraw) -> None:
            for oval in ovals:
                pen.ellipse(_small(oval), fill=255)

        mask = self._coarse(draw)
        dark = self.image.point(lambda value: int(value * (1 - strength)))
        self._take(Image.composite(dark, self.image, mask))

    def beam(self, points: Sequence[Point], colour: Colour, *, strength: float) -> None:
        """Light that falls in from somewhere, with soft edges."""
        corners = [(x / COARSE, y / COARSE) for x, y in points]
        mask = self._coarse(lambda pen: pen.polygon(corners, fill=int(255 * strength)))
        lit = ImageChops.screen(self.image, Image.new("RGB", self.image.size, colour))
        self._take(Image.composite(lit, self.image, mask))

    def glow(self, centre: Point, reach: float, colour: Colour) -> None:
        """The shine of a lamp, which gets weaker all around."""
        size = round(2 * reach * FINE)
        distance = Image.radial_gradient("L").resize((size, size))
        round_light = distance.point(lambda value: round(255 * max(0.0, 1 - value / EDGE) ** 2))
        layer = Image.new("RGB", self.image.size)
        corner = (round((centre[0] - reach) * FINE), round((centre[1] - reach) * FINE))
        layer.paste(Image.new("RGB", (size, size), colour), corner, round_light)
        self._take(ImageChops.screen(self.image, layer))

    def tint(self, colour: Colour) -> None:
        """Let everything be seen in a light of this colour."""
        self._take(ImageChops.multiply(self.image, Image.new("RGB", self.image.size, colour)))

    def finished(self) -> bytes:
        """The picture as a JPEG file, as a telephone would send it."""
        out = BytesIO()
        small = self.image.resize((self.width, self.height), Image.Resampling.BOX)
        small.save(out, "JPEG", quality=92)
        return out.getvalue()

    def _take(self, image: Image.Image) -> None:
        self.image, self.pen = image, ImageDraw.Draw(image)

    def _lit(
        self,
        box: tuple[int, int, int, int],
        colour: Colour,
        draw: Callable[[ImageDraw.ImageDraw], object],
    ) -> None:
        size = (max(1, box[2] - box[0]), max(1, box[3] - box[1]))
        mask = Image.new("L", size)
        draw(ImageDraw.Draw(mask))
        across = Image.linear_gradient("L").rotate(90).resize(size)
        solid = _blend(shaded(colour, LIGHT_SIDE), shaded(colour, DARK_SIDE), across)
        self.image.paste(solid, box[:2], mask)

    def _coarse(self, draw: Callable[[ImageDraw.ImageDraw], object]) -> Image.Image:
        mask = Image.new("L", (self.width // COARSE, self.height // COARSE))
        draw(ImageDraw.Draw(mask))
        soft = mask.filter(ImageFilter.GaussianBlur(2.2))
        return soft.resize(self.image.size, Image.Resampling.BILINEAR)


def colour_of(code: str) -> Colour:
    """The colour of a code such as b8472a."""
    return int(code[:2], 16), int(code[2:4], 16), int(code[4:], 16)


def shaded(colour: Colour, by: float) -> Colour:
    """Lighter (up to 1) or darker (down to -1)."""
    return mixed(colour, (255, 250, 240) if by > 0 else (24, 14, 30), abs(by))


def mixed(one: Colour, other: Colour, share: float) -> Colour:
    """So much of the other colour in the one."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _blend(start: Colour, end: Colour, mask: Image.Image) -> Image.Image:
    size = mask.size
    return Image.composite(Image.new("RGB", size, end), Image.new("RGB", size, start), mask)


def _fine(point: Point) -> Point:
    return point[0] * FINE, point[1] * FINE


def _bounds(centre: Point, radius: Point) -> tuple[float, float, float, float]:
    (x, y), (across, down) = _fine(centre), _fine(radius)
    return x - across, y - down, x + across, y + down


def _box_of(points: Sequence[Point]) -> tuple[int, int, int, int]:
    across, down = [x for x, _ in points], [y for _, y in points]
    return int(min(across)), int(min(down)), int(max(across)) + 1, int(max(down)) + 1


def _moved(points: Sequence[Point], box: tuple[int, int, int, int]) -> list[Point]:
    return [(x - box[0], y - box[1]) for x, y in points]


def _small(oval: tuple[Point, Point]) -> tuple[float, float, float, float]:
    (x, y), (across, down) = oval
    return (x - across) / COARSE, (y - down) / COARSE, (x + across) / COARSE, (y + down) / COARSE
