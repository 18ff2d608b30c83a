"""Things that stand on shelves and tables, each painted from a few shapes on its base line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import cos, pi, sin

from forum.demo.pictures.paint import Colour, Point, Sheet, colour_of, shaded

STEEL, COAL, CREAM = colour_of("a9a8a4"), colour_of("34302f"), colour_of("f1e6d4")
WOOD, BRASS, GLASS = colour_of("a9774a"), colour_of("c39a4e"), colour_of("cfdcdc")
COFFEE, LEAF, PAPER = colour_of("4a2c1d"), colour_of("5d7f56"), colour_of("cbb08a")


@dataclass(frozen=True)
class Spot:
    """Where a thing stands: the middle of its foot, its size, and the colour it wears."""

    x: float
    y: float
    size: float
    colour: Colour

    def at(self, across: float, up: float) -> Point:
        """A place seen from the foot, in units of the thing."""
        return self.x + across * self.size, self.y - up * self.size


def kettle(sheet: Sheet, s: Spot) -> None:
    sheet.arc(
        s.at(0, 88), (46 * s.size, 58 * s.size), span=(180, 360), thickness=9 * s.size, colour=COAL
    )
    sheet.body([s.at(50, 70), s.at(92, 104), s.at(104, 100), s.at(62, 36)], s.colour)
    sheet.body([s.at(-62, 4), s.at(-48, 92), s.at(48, 92), s.at(62, 4), s.at(50, 0), s.at(-50, 0)],
               s.colour)  # fmt: skip
    sheet.ball(s.at(0, 92), (46 * s.size, 12 * s.size), shaded(s.colour, -0.12))
    sheet.ball(s.at(0, 110), (9 * s.size, 10 * s.size), WOOD)


def gooseneck(sheet: Sheet, s: Spot) -> None:
    neck = [s.at(36, 18), s.at(66, 22), s.at(78, 48), s.at(82, 82), s.at(96, 104), s.at(116, 104)]
    sheet.line(_curved(neck), 9 * s.size, shaded(s.colour, -0.1))
    grip = (34 * s.size, 40 * s.size)
    sheet.arc(s.at(-44, 62), grip, span=(90, 285), thickness=10 * s.size, colour=WOOD)
    sheet.body([s.at(-50, 0), s.at(-40, 96), s.at(36, 96), s.at(46, 0)], s.colour)
    sheet.ball(s.at(-2, 96), (38 * s.size, 9 * s.size), shaded(s.colour, -0.15))
    sheet.ball(s.at(-2, 109), (7 * s.size, 8 * s.size), COAL)


def dripper(sheet: Sheet, s: Spot) -> None:
    right = [s.at(18, 72), s.at(48, 40), s.at(44, 0)]
    sheet.body([s.at(-44, 0), s.at(-48, 40), s.at(-18, 72), *right], GLASS)
    sheet.body([s.at(-45, 2), s.at(-48, 30), s.at(48, 30), s.at(45, 2)], COFFEE)
    sheet.block(s.at(-42, 82), s.at(42, 74), shaded(s.colour, -0.2), radius=4 * s.size)
    sheet.body([s.at(-14, 80), s.at(-52, 136), s.at(52, 136), s.at(14, 80)], s.colour)
    sheet.ball(s.at(0, 136), (52 * s.size, 8 * s.size), CREAM)
    sheet.oval(s.at(0, 135), (40 * s.size, 5 * s.size), COFFEE)


def cup(sheet: Sheet, s: Spot) -> None:
    sheet.arc(
        s.at(36, 26), (17 * s.size, 16 * s.size), span=(270, 450), thickness=7 * s.size,
        colour=shaded(s.colour, -0.2),
    )  # fmt: skip
    sheet.body([s.at(-26, 0), s.at(-36, 46), s.at(36, 46), s.at(26, 0)], s.colour)
    sheet.ball(s.at(0, 46), (36 * s.size, 8 * s.size), shaded(s.colour, 0.2))
    sheet.oval(s.at(0, 45), (30 * s.size, 5 * s.size), COFFEE)


def mug(sheet: Sheet, s: Spot) -> None:
    sheet.arc(
        s.at(35, 34), (20 * s.size, 22 * s.size), span=(270, 450), thickness=8 * s.size,
        colour=shaded(s.colour, -0.2),
    )  # fmt: skip
    sheet.block(s.at(-36, 68), s.at(36, 0), s.colour, radius=8 * s.size)
    sheet.ball(s.at(0, 66), (36 * s.size, 8 * s.size), shaded(s.colour, 0.2))
    sheet.oval(s.at(0, 65), (29 * s.size, 5 * s.size), COFFEE)


def thermos(sheet: Sheet, s: Spot) -> None:
    sheet.block(s.at(-27, 118), s.at(27, 0), s.colour, radius=9 * s.size)
    sheet.block(s.at(-24, 146), s.at(24, 116), STEEL, radius=7 * s.size)
    sheet.block(s.at(-27, 30), s.at(27, 22), shaded(s.colour, -0.3))


def bag(sheet: Sheet, s: Spot) -> None:
    right = [s.at(36, 112), s.at(44, 88), s.at(40, 0)]
    sheet.body([s.at(-40, 0), s.at(-44, 88), s.at(-36, 112), *right], PAPER)
    sheet.block(s.at(-38, 118), s.at(38, 106), shaded(PAPER, -0.2))
    sheet.block(s.at(-26, 76), s.at(26, 34), s.colour, radius=4 * s.size)
    sheet.oval(s.at(0, 92), (5 * s.size, 5 * s.size), shaded(PAPER, -0.4))


def tin(sheet: Sheet, s: Spot) -> None:
    sheet.block(s.at(-35, 82), s.at(35, 0), s.colour, radius=5 * s.size)
    sheet.block(s.at(-37, 92), s.at(37, 76), shaded(s.colour, -0.22), radius=5 * s.size)
    sheet.block(s.at(-35, 54), s.at(35, 24), CREAM)


def jar(sheet: Sheet, s: Spot) -> None:
    sheet.block(s.at(-32, 78), s.at(32, 0), GLASS, radius=12 * s.size)
    sheet.block(s.at(-28, 52), s.at(28, 5), COFFEE, radius=8 * s.size)
    sheet.block(s.at(-28, 92), s.at(28, 76), s.colour, radius=4 * s.size)


def lamp(sheet: Sheet, s: Spot) -> None:
    sheet.ball(s.at(0, 5), (36 * s.size, 8 * s.size), COAL)
    sheet.line([s.at(0, 6), s.at(0, 140)], 6 * s.size, COAL)
    sheet.body([s.at(-50, 126), s.at(-26, 186), s.at(26, 186), s.at(50, 126)], s.colour)
    sheet.oval(s.at(0, 127), (49 * s.size, 7 * s.size), colour_of("fff0c4"))


def plant(sheet: Sheet, s: Spot) -> None:
    for tilt, length in ((-1.0, 92), (-0.55, 120), (-0.1, 138), (0.4, 124), (0.9, 96)):
        tip = s.at(length * sin(tilt), 50 + length * cos(tilt) * 0.8)
        side = s.at(length * 0.5 * sin(tilt) - 16, 58 + length * 0.5)
        other = s.at(length * 0.5 * sin(tilt) + 16, 50 + length * 0.46)
        sheet.body([s.at(0, 48), side, tip, other], shaded(LEAF, 0.14 * tilt))
    sheet.body([s.at(-30, 0), s.at(-40, 58), s.at(40, 58), s.at(30, 0)], s.colour)
    sheet.ball(s.at(0, 58), (40 * s.size, 7 * s.size), shaded(s.colour, -0.3))


def grinder(sheet: Sheet, s: Spot) -> None:
    sheet.body([s.at(-34, 150), s.at(-50, 196), s.at(50, 196), s.at(34, 150)], GLASS)
    sheet.body([s.at(-33, 152), s.at(-42, 176), s.at(42, 176), s.at(33, 152)], COFFEE)
    sheet.block(s.at(-52, 150), s.at(52, 84), s.colour, radius=12 * s.size)
    sheet.block(s.at(-40, 90), s.at(-6, 10), shaded(s.colour, -0.1))
    sheet.block(s.at(-56, 14), s.at(56, 0), shaded(s.colour, -0.25), radius=5 * s.size)
    sheet.block(s.at(2, 60), s.at(46, 14), STEEL, radius=5 * s.size)
    sheet.oval(s.at(22, 118), (15 * s.size, 15 * s.size), CREAM)
    sheet.line([s.at(22, 118), s.at(30, 127)], 3 * s.size, COAL)


def handgrinder(sheet: Sheet, s: Spot) -> None:
    sheet.line([s.at(0, 132), s.at(58, 142)], 6 * s.size, STEEL)
    sheet.ball(s.at(60, 150), (11 * s.size, 13 * s.size), WOOD)
    sheet.block(s.at(-27, 130), s.at(27, 58), s.colour, radius=6 * s.size)
    sheet.block(s.at(-25, 62), s.at(25, 0), STEEL, radius=6 * s.size)
    sheet.block(s.at(-27, 66), s.at(27, 58), BRASS)


def scale(sheet: Sheet, s: Spot) -> None:
    sheet.block(s.at(-58, 18), s.at(58, 0), COAL, radius=6 * s.size)
    sheet.block(s.at(-54, 22), s.at(54, 15), STEEL, radius=3 * s.size)
    sheet.block(s.at(18, 12), s.at(50, 4), colour_of("9fd0b4"), radius=2 * s.size)


def machine(sheet: Sheet, s: Spot) -> None:
    sheet.block(s.at(-98, 160), s.at(98, 112), s.colour, radius=12 * s.size)
    sheet.block(s.at(-96, 120), s.at(-34, 14), shaded(s.colour, -0.08))
    sheet.block(s.at(-100, 20), s.at(100, 0), shaded(s.colour, -0.3), radius=5 * s.size)
    sheet.block(s.at(8, 114), s.at(60, 92), STEEL, radius=4 * s.size)
    sheet.line([s.at(34, 96), s.at(34, 78)], 8 * s.size, STEEL)
    sheet.line([s.at(30, 98), s.at(92, 92)], 9 * s.size, COAL)
    sheet.line([s.at(78, 112), s.at(86, 52)], 5 * s.size, STEEL)
    sheet.oval(s.at(-66, 136), (14 * s.size, 14 * s.size), CREAM)
    sheet.line([s.at(-66, 136), s.at(-60, 145)], 3 * s.size, COAL)


def lever(sheet: Sheet, s: Spot) -> None:
    sheet.ball(s.at(0, 8), (62 * s.size, 12 * s.size), shaded(s.colour, -0.25))
    sheet.block(s.at(-50, 116), s.at(-2, 12), s.colour, radius=20 * s.size)
    sheet.block(s.at(10, 118), s.at(46, 62), STEEL, radius=5 * s.size)
    sheet.line([s.at(28, 118), s.at(28, 138), s.at(98, 182)], 7 * s.size, STEEL)
    sheet.ball(s.at(101, 184), (14 * s.size, 12 * s.size), WOOD)
    sheet.line([s.at(30, 66), s.at(86, 62)], 9 * s.size, COAL)


def moka(sheet: Sheet, s: Spot) -> None:
    sheet.line([s.at(34, 118), s.at(62, 110), s.at(58, 70)], 9 * s.size, COAL)
    sheet.body([s.at(-42, 0), s.at(-28, 56), s.at(28, 56), s.at(42, 0)], STEEL)
    sheet.body([s.at(-26, 60), s.at(-40, 122), s.at(38, 122), s.at(26, 60)], STEEL)
    sheet.body([s.at(-40, 122), s.at(-54, 114), s.at(-34, 96)], STEEL)
    sheet.block(s.at(-30, 62), s.at(30, 54), shaded(STEEL, -0.2), radius=3 * s.size)
    sheet.body([s.at(-40, 122), s.at(0, 138), s.at(38, 122)], shaded(STEEL, -0.08))
    sheet.ball(s.at(0, 142), (8 * s.size, 9 * s.size), s.colour)


def aeropress(sheet: Sheet, s: Spot) -> None:
    sheet.block(s.at(-38, 48), s.at(38, 0), s.colour, radius=7 * s.size)
    sheet.block(s.at(-44, 58), s.at(44, 50), COAL, radius=3 * s.size)
    sheet.block(s.at(-25, 120), s.at(25, 56), shaded(GLASS, -0.3), radius=4 * s.size)
    sheet.block(s.at(-22, 160), s.at(22, 100), COAL, radius=3 * s.size)
    sheet.block(s.at(-32, 170), s.at(32, 160), COAL, radius=4 * s.size)


def book(sheet: Sheet, s: Spot) -> None:
    sheet.block(s.at(-56, 14), s.at(52, 0), s.colour, radius=2 * s.size)
    sheet.block(s.at(-50, 26), s.at(56, 14), shaded(s.colour, 0.4), radius=2 * s.size)
    sheet.block(s.at(-54, 36), s.at(44, 26), shaded(s.colour, -0.4), radius=2 * s.size)


# Each thing with the half of its width.
ALL: Mapping[str, tuple[Callable[[Sheet, Spot], None], int]] = {
    "aeropress": (aeropress, 44),
    "bag": (bag, 46),
    "book": (book, 60),
    "cup": (cup, 46),
    "dripper": (dripper, 54),
    "gooseneck": (gooseneck, 98),
    "grinder": (grinder, 58),
    "handgrinder": (handgrinder, 52),
    "jar": (jar, 36),
    "kettle": (kettle, 92),
    "lamp": (lamp, 54),
    "lever": (lever, 88),
    "machine": (machine, 104),
    "moka": (moka, 60),
    "mug": (mug, 48),
    "plant": (plant, 62),
    "scale": (scale, 60),
    "thermos": (thermos, 30),
    "tin": (tin, 40),
}


def _curved(points: list[Point]) -> list[Point]:
    """A smooth way through the points."""
    way: list[Point] = []
    for (x1, y1), (x2, y2) in pairwise(points):
        for step in range(8):
            share = (1 - cos(step / 8 * pi)) / 2
            way.append((x1 + (x2 - x1) * step / 8, y1 + (y2 - y1) * share))
    return [*way, points[-1]]
