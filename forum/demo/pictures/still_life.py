"""Still lives: a place, a time of day, and things, from words such as `window dusk kettle cup`."""

from collections.abc import Sequence
from itertools import cycle
from random import Random

from forum.demo.pictures import places, things
from forum.demo.pictures.paint import Colour, Point, Sheet, colour_of
from forum.demo.pictures.places import FLOOR, HEIGHT, SHELVES, WIDTH, Light
from forum.demo.pictures.things import Spot

COLOURS = "b8472a 2f6f6b c9972f 6f4660 3d6c94 8aa07a d68a78 34302f efe3cf 7c8f9c 9c5b3b 55705a"
GAP = 26
BOLDEST, SMALLEST = 1.75, 0.62
# On a board there is another one above.
BOLDEST_ON_BOARD = 1.2
# A lamp shines a little below its top.
SHINE = 130


def still_life(words: str) -> bytes:
    """The picture of these words, always the same one, as a JPEG file."""
    place, time, *names = words.split()
    chance = Random(words)  # noqa: S311 -- a picture is no secret
    sheet, day = Sheet(WIDTH, HEIGHT), places.light(time)
    places.ALL[place](sheet, day, chance)
    rows = [names]
    if place == "shelf":
        half = (len(names) + 1) // 2
        rows = [names[:half], names[half:]]
    floors = SHELVES if place == "shelf" else (FLOOR,)
    spots = [
        (name, spot)
        for row, floor in zip(rows, floors, strict=True)
        for name, spot in _stand(row, floor, chance)
    ]
    sheet.shadows([shadow for name, spot in spots for shadow in _shadow(name, spot)], strength=0.34)
    for name, spot in spots:
        things.ALL[name][0](sheet, spot)
    _shine(sheet, day, [spot.at(0, SHINE) for name, spot in spots if name == "lamp"])
    return sheet.finished()


def _stand(names: Sequence[str], floor: float, chance: Random) -> list[tuple[str, Spot]]:
    """The things side by side, as large as fits, each in a colour of its own."""
    if not names:
        return []
    room = 920.0 if floor in SHELVES else 840.0
    wanted = sum(2 * things.ALL[name][1] for name in names) + GAP * (len(names) - 1)
    most = BOLDEST_ON_BOARD if floor in SHELVES else BOLDEST
    size = max(SMALLEST, min(most, room / wanted))
    left = (WIDTH - wanted * size) / 2 + chance.uniform(-24, 24)
    colours = cycle(chance.sample(_colours(), len(_colours())))
    spots = []
    for name, colour in zip(names, colours, strict=False):
        half = things.ALL[name][1] * size
        y = floor + (0 if floor in SHELVES else chance.uniform(-16, 34))
        spots.append((name, Spot(left + half, y, size, colour)))
        left += 2 * half + GAP * size
    return spots


def _colours() -> list[Colour]:
    return [colour_of(code) for code in COLOURS.split()]


def _shadow(name: str, spot: Spot) -> list[tuple[Point, Point]]:
    """Where it touches the ground, and what it throws to the right."""
    half = things.ALL[name][1] * spot.size
    foot = ((spot.x + half * 0.1, spot.y), (half * 0.8, 9.0))
    thrown = ((spot.x + half * 0.9, spot.y + 8), (half * 1.3, 15 * spot.size))
    return [foot, thrown]


def _shine(sheet: Sheet, day: Light, lamps: Sequence[Point]) -> None:
    sheet.tint(day.tint)
    for lamp in lamps:
        sheet.glow(lamp, 520, colour_of("a87038"))
        sheet.glow(lamp, 210, colour_of("c79a58"))
