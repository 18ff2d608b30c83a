"""Rooms and places in which things stand, at five times of the day."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from forum.demo.pictures.paint import Colour, Sheet, colour_of, mixed, shaded

WIDTH, HEIGHT = 1000, 750
# The edge at which a table begins, and the line on which things stand.
EDGE, FLOOR = 520, 600


@dataclass(frozen=True)
class Light:
    """The colours of a time of day: sky, wall, what things stand on, and the light itself."""

    sky: tuple[Colour, Colour]
    wall: tuple[Colour, Colour]
    table: Colour
    beam: Colour
    strength: float
    tint: Colour


def _light(codes: str, strength: float) -> Light:
    sky, low, wall, lower, table, beam, tint = map(colour_of, codes.split())
    return Light((sky, low), (wall, lower), table, beam, strength, tint)


def light(word: str) -> Light:
    """The light of dawn, morning, day, dusk or night."""
    codes, strength = {
        "dawn": ("b9c4d8 f3cdb6 e8d6ca d9bda9 b08a6a ffd9b0 fff1e6", 0.30),
        "morning": ("c9e0ea fbeecb f3e8d3 e4d2b4 b98d5e fff0c0 fffaf0", 0.42),
        "day": ("bcd8ea e8f2f4 eceeea d8dcd6 c3a27c ffffff f7fbff", 0.30),
        "dusk": ("5d4a72 e99a62 d69a72 a9664c 7f4f35 ffbd78 ffe6cf", 0.36),
        "night": ("1d2440 39405f 4a4a63 35354b 4d3a37 5c6a96 b9bfdc", 0.10),
    }[word]
    return _light(codes, strength)


def wall(sheet: Sheet, day: Light, chance: Random) -> None:
    """A plain wall with the light of a window on it."""
    sheet.fade(*day.wall, end=EDGE / HEIGHT)
    left = chance.randint(120, 520)
    for shift in (0, 150):
        corners = [(left + shift, 40), (left + shift + 120, 20),
                   (left + shift + 40, 420), (left + shift - 80, 440)]  # fmt: skip
        sheet.beam(corners, day.beam, strength=day.strength)


def table(sheet: Sheet, day: Light, chance: Random) -> None:
    """A wall, and a table before it."""
    wall(sheet, day, chance)
    sheet.fade(shaded(day.table, 0.12), shaded(day.table, -0.2), start=EDGE / HEIGHT)
    sheet.area(
        [(0, EDGE), (WIDTH, EDGE), (WIDTH, EDGE + 5), (0, EDGE + 5)], shaded(day.table, -0.3)
    )


def window(sheet: Sheet, day: Light, chance: Random) -> None:
    """A table under a window."""
    table(sheet, day, chance)
    left = chance.randint(230, 330)
    _pane(sheet, day, (left, 50, left + 420, 430))


def counter(sheet: Sheet, day: Light, chance: Random) -> None:
    """A tiled wall over a counter."""
    table(sheet, day, chance)
    joint = mixed(*day.wall, 0.7)
    for y in range(300, EDGE, 55):
        sheet.line([(0, y), (WIDTH, y)], 2, joint)
        for x in range((y // 55 % 2) * 55, WIDTH, 110):
            sheet.line([(x, y), (x, y + 53)], 2, joint)


def desk(sheet: Sheet, day: Light, chance: Random) -> None:
    """A desk with sheets of paper on the wall."""
    table(sheet, day, chance)
    for number in range(3):
        x, y = 140 + number * 150 + chance.randint(-20, 20), 120 + chance.randint(-40, 60)
        sheet.block((x, y), (x + 104, y + 132), mixed(colour_of("f4eee0"), day.wall[1], 0.25))
        sheet.line([(x + 18, y + 90), (x + 50, y + 40), (x + 84, y + 96)], 4, day.table)


def stove(sheet: Sheet, day: Light, chance: Random) -> None:
    """A dark stove with rings."""
    counter(sheet, day, chance)
    sheet.fade(colour_of("57504d"), colour_of("2d2928"), start=EDGE / HEIGHT)
    for x in (280, 560, 800):
        sheet.arc((x, FLOOR), (92, 18), span=(0, 360), thickness=6, colour=colour_of("191717"))


def balcony(sheet: Sheet, day: Light, chance: Random) -> None:
    """A shelf outside, roofs behind it."""
    sheet.fade(*day.sky, end=EDGE / HEIGHT)
    sheet.oval((chance.randint(600, 860), 330), (58, 58), shaded(day.beam, 0.3))
    for number in range(9):
        x, top = number * 120 - 40, 330 + chance.randint(-50, 70)
        colour = mixed(day.sky[1], colour_of("3d3140"), 0.35 + chance.random() * 0.2)
        sheet.area([(x, EDGE), (x, top), (x + 132, top), (x + 132, EDGE)], colour)
    rail = colour_of("3b3230")
    for x in range(20, WIDTH, 62):
        sheet.line([(x, 410), (x, EDGE)], 6, rail)
    sheet.line([(0, 410), (WIDTH, 410)], 10, rail)
    sheet.fade(shaded(day.table, 0.15), shaded(day.table, -0.15), start=EDGE / HEIGHT)


def outdoors(sheet: Sheet, day: Light, chance: Random) -> None:
    """A board in the open, with hills."""
    sheet.fade(*day.sky, end=EDGE / HEIGHT)
    sheet.oval((chance.randint(180, 420), 250), (48, 48), shaded(day.beam, 0.35))
    for step, top in enumerate((300, 380, 450)):
        colour = mixed(day.sky[1], colour_of("3f5a49"), 0.3 + 0.22 * step)
        hills = [(x, top + chance.randint(-34, 34)) for x in range(0, WIDTH + 101, 100)]
        sheet.area([(0, EDGE), *hills, (WIDTH, EDGE)], colour)
    sheet.fade(shaded(day.table, 0.1), shaded(day.table, -0.2), start=EDGE / HEIGHT)


def porthole(sheet: Sheet, day: Light, chance: Random) -> None:
    """A counter on a boat, under a round window."""
    table(sheet, day, chance)
    x = chance.randint(380, 640)
    sheet.ball((x, 230), (150, 150), colour_of("b58a4c"))
    sheet.oval((x, 230), (122, 122), mixed(*day.sky, 0.4))
    water = [(x - 117, 262), (x + 117, 262), (x + 88, 314), (x, 350), (x - 88, 314)]
    sheet.area(water, mixed(day.sky[0], colour_of("2f5f70"), 0.6))
    for y in range(20, EDGE, 90):
        sheet.line([(0, y), (x - 168, y)], 2, mixed(*day.wall, 0.8))
        sheet.line([(x + 168, y), (WIDTH, y)], 2, mixed(*day.wall, 0.8))


def locker(sheet: Sheet, day: Light, chance: Random) -> None:
    """A narrow cupboard with its doors open."""
    sheet.fade(shaded(day.wall[1], -0.35), shaded(day.wall[1], -0.5))
    sheet.fade(*day.wall, end=70 / HEIGHT)
    door = mixed(day.wall[0], colour_of("8d9aa0"), 0.4)
    for side in (1, -1):
        edge = 0 if side > 0 else WIDTH
        sheet.body([(edge, 0), (edge + side * 150, 46), (edge + side * 150, 704), (edge, HEIGHT)],
                   shaded(door, 0.1 * side))  # fmt: skip
        sheet.oval((edge + side * 132, 380), (6, 16), colour_of("3a3635"))
    sheet.fade(shaded(day.table, -0.05), shaded(day.table, -0.4), start=EDGE / HEIGHT)
    _doors_in_front(sheet, door)


def market(sheet: Sheet, day: Light, chance: Random) -> None:
    """A cart under a striped awning."""
    sheet.fade(*day.sky, end=EDGE / HEIGHT)
    for x in range(0, WIDTH, 140):
        top = 250 + chance.randint(-30, 40)
        colour = mixed(day.sky[1], colour_of("7a6a66"), 0.45 + chance.random() * 0.15)
        sheet.area(
            [(x, EDGE), (x, top), (x + 70, top - 60), (x + 140, top), (x + 140, EDGE)], colour
        )
    for number in range(10):
        x = number * 100
        stripe = colour_of("b8472a") if number % 2 else colour_of("f2e7d6")
        sheet.area([(x, 0), (x + 100, 0), (x + 100, 92), (x, 92)], stripe)
        sheet.oval((x + 50, 92), (50, 26), stripe)
    sheet.fade(shaded(day.table, 0.1), shaded(day.table, -0.2), start=EDGE / HEIGHT)


def shelf(sheet: Sheet, day: Light, chance: Random) -> None:
    """Two boards on a wall."""
    sheet.fade(*day.wall)
    left = chance.randint(160, 560)
    corners = [(left, 0), (left + 260, 0), (left + 120, HEIGHT), (left - 140, HEIGHT)]
    sheet.beam(corners, day.beam, strength=day.strength)
    for y in SHELVES:
        sheet.block((40, y), (WIDTH - 40, y + 22), day.table, radius=3)
        for x in (150, WIDTH - 150):
            sheet.line([(x, y + 22), (x, y + 62)], 6, shaded(day.table, -0.5))


# On boards things stand in two rows.
SHELVES = (340, 640)
ALL: Mapping[str, Callable[[Sheet, Light, Random], None]] = {
    "balcony": balcony,
    "counter": counter,
    "desk": desk,
    "locker": locker,
    "market": market,
    "outdoors": outdoors,
    "porthole": porthole,
    "shelf": shelf,
    "stove": stove,
    "table": table,
    "window": window,
}


def _pane(sheet: Sheet, day: Light, box: tuple[int, int, int, int]) -> None:
    """A window with a cross."""
    left, top, right, bottom = box
    frame = mixed(colour_of("fbf7ee"), day.wall[1], 0.3)
    sheet.block((left - 14, top - 14), (right + 14, bottom + 14), frame, radius=4)
    sheet.area([(left, top), (right, top), (right, bottom), (left, bottom)], day.sky[0])
    sheet.area([(left, (top + bottom) / 2), (right, (top + bottom) / 2 - 30), (right, bottom),
                (left, bottom)], day.sky[1])  # fmt: skip
    middle = (left + right) / 2
    sheet.line([(middle, top), (middle, bottom)], 10, frame)
    sheet.line([(left, (top + bottom) / 2), (right, (top + bottom) / 2)], 10, frame)


def _doors_in_front(sheet: Sheet, door: Colour) -> None:
    """The doors go on before the board."""
    for side in (1, -1):
        edge = 0 if side > 0 else WIDTH
        points = [(edge, EDGE), (edge + side * 150, EDGE), (edge + side * 150, 704), (edge, HEIGHT)]
        sheet.body(points, shaded(door, 0.1 * side))
