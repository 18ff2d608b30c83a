"""Pictures that members wear: calm shapes, another one for each name."""

from collections.abc import Callable, Sequence
from math import cos, pi, sin
from random import Random

from forum.demo.pictures.paint import Colour, Sheet, colour_of, mixed, shaded

SIDE = 192
# Ground, figure and accent, related to the brand's own colour.
SETS = (
    "f1d9c6 b8472a 3f2a26", "dbe6dd 2f6f6b e3a455", "efe3cf c9972f 5a3a2a", "e7dbe6 6f4660 d68a78",
    "d6e3ee 3d6c94 f0c27a", "e4ead9 6c8a58 b8472a", "f6dcd3 d07a63 34505a", "dfe0e6 55607a e0a070",
    "f3e6c9 9c5b3b 2f6f6b", "d9ebe8 4d8f8a 7a3b2e", "efdcd0 a8543a 8aa07a", "e5e0d3 7c7a5a c9972f",
)  # fmt: skip
MIDDLE = SIDE / 2


def portrait(name: str) -> bytes:
    """The picture of this name, always the same one, as a JPEG file."""
    chance = Random(f"portrait {name}")  # noqa: S311 -- a picture is no secret
    ground, figure, accent = map(colour_of, chance.choice(SETS).split())
    sheet = Sheet(SIDE, SIDE)
    sheet.fade(shaded(ground, 0.2), shaded(ground, -0.06))
    chance.choice(WAYS)(sheet, (figure, accent, ground), chance)
    return sheet.finished()


def _bust(sheet: Sheet, colours: Sequence[Colour], chance: Random) -> None:
    """Head and shoulders without a face."""
    figure, accent, ground = colours
    # Nobody's own colours: these are shapes, not likenesses.
    skin = mixed(accent, ground, chance.uniform(0.35, 0.6))
    hair = shaded(mixed(figure, accent, chance.random()), -chance.uniform(0.35, 0.65))
    sheet.oval((MIDDLE + chance.randint(-34, 34), 78), (74, 74), mixed(ground, figure, 0.2))
    style = chance.choice([_long_hair, _short_hair, _bun, _scarf])
    if style is _long_hair:
        sheet.ball((MIDDLE, 104), (48, 62), hair)
    sheet.block((MIDDLE - 14, 108), (MIDDLE + 14, 150), shaded(skin, -0.12), radius=10)
    sheet.ball((MIDDLE, 206), (78, 66), figure)
    sheet.ball((MIDDLE, 90), (34, 42), skin)
    style(sheet, accent if style is _scarf else hair)
    if chance.choice([True, False, False]):
        _glasses(sheet, accent)


def _short_hair(sheet: Sheet, hair: Colour) -> None:
    top = [(MIDDLE + 38 * cos(a), 84 - 44 * sin(a)) for a in _angles(0.05, 0.95)]
    sheet.body([*top, (MIDDLE - 24, 70), (MIDDLE + 8, 62), (MIDDLE + 30, 72)], hair)


def _long_hair(sheet: Sheet, hair: Colour) -> None:
    top = [(MIDDLE + 41 * cos(a), 86 - 46 * sin(a)) for a in _angles(0, 1)]
    sheet.body([*top, (MIDDLE - 26, 76), (MIDDLE - 4, 58), (MIDDLE + 28, 80)], hair)


def _bun(sheet: Sheet, hair: Colour) -> None:
    sheet.ball((MIDDLE, 42), (18, 16), hair)
    _short_hair(sheet, hair)


def _scarf(sheet: Sheet, cloth: Colour) -> None:
    ring = [(MIDDLE + 44 * cos(a), 90 - 50 * sin(a)) for a in _angles(-0.2, 1.2)]
    inner = [(MIDDLE + 27 * cos(a), 92 - 33 * sin(a)) for a in _angles(1.2, -0.2)]
    sheet.body([*ring, (MIDDLE - 30, 142), *inner, (MIDDLE + 30, 142)], cloth)


def _glasses(sheet: Sheet, colour: Colour) -> None:
    dark = shaded(colour, -0.5)
    for side in (-1, 1):
        sheet.arc((MIDDLE + side * 15, 90), (11, 11), span=(0, 360), thickness=3, colour=dark)
    sheet.line([(MIDDLE - 5, 90), (MIDDLE + 5, 90)], 3, dark)


def _hills(sheet: Sheet, colours: Sequence[Colour], chance: Random) -> None:
    """Hills one behind the other, and a sun."""
    figure, accent, ground = colours
    sheet.ball((chance.randint(50, 142), chance.randint(48, 76)), (26, 26), accent)
    for step in range(4):
        height, wave = 98 + step * 26, chance.uniform(0, 2 * pi)
        ridge = [(x, height + 16 * sin(x / 34 + wave)) for x in range(0, SIDE + 1, 8)]
        sheet.area([(0, SIDE), *ridge, (SIDE, SIDE)], mixed(ground, figure, 0.3 + step * 0.22))


def _rings(sheet: Sheet, colours: Sequence[Colour], chance: Random) -> None:
    """Circles in circles, like a pour seen from above."""
    figure, accent, ground = colours
    x, y = MIDDLE + chance.randint(-30, 30), MIDDLE + chance.randint(-30, 30)
    for step, radius in enumerate(range(116, 8, -chance.choice([14, 18, 22]))):
        colour = mixed(figure, ground, 0.75) if step % 2 else mixed(figure, accent, step / 12)
        sheet.ball((x, y), (radius, radius), colour)


def _leaves(sheet: Sheet, colours: Sequence[Colour], chance: Random) -> None:
    """A branch with leaves and two cherries."""
    figure, accent, _ = colours
    lean = chance.uniform(-26, 26)
    sheet.line([(MIDDLE - lean, SIDE), (MIDDLE + lean, 24)], 5, shaded(figure, -0.4))
    for step in range(5):
        y = 158 - step * 30
        x = MIDDLE - lean + 2 * lean * (SIDE - y) / 168
        for side in (-1, 1):
            tip = (x + side * chance.randint(52, 70), y - chance.randint(16, 34))
            shape = [(x, y), (x + side * 24, y - 30), tip, (x + side * 34, y + 4)]
            sheet.body(shape, shaded(figure, chance.uniform(-0.1, 0.2)))
    for side in (-1, 1):
        sheet.ball((MIDDLE + side * 17, 118), (13, 13), accent)


def _from_above(sheet: Sheet, colours: Sequence[Colour], chance: Random) -> None:
    """A cup on its saucer, seen from above."""
    figure, accent, _ = colours
    sheet.shadows([((MIDDLE + 12, MIDDLE + 12), (78, 78))], strength=0.25)
    sheet.ball((MIDDLE, MIDDLE), (76, 76), shaded(figure, 0.1))
    turn = chance.uniform(0, 2 * pi)
    end = (MIDDLE + 66 * cos(turn), MIDDLE + 66 * sin(turn))
    sheet.line([(MIDDLE, MIDDLE), end], 14, colour_of("f6efe2"))
    sheet.ball((MIDDLE, MIDDLE), (50, 50), colour_of("f6efe2"))
    sheet.ball((MIDDLE, MIDDLE), (42, 42), colour_of("4a2c1d"))
    sheet.arc((MIDDLE, MIDDLE), (26, 26), span=(200, 320), thickness=6, colour=accent)


def _steam(sheet: Sheet, colours: Sequence[Colour], chance: Random) -> None:
    """A mug, and three lines of steam."""
    figure, accent, ground = colours
    for number in range(3):
        x, wave = 66 + number * 30, chance.uniform(0, pi)
        line = [(x + 8 * sin(y / 12 + wave), y) for y in range(28, 86, 3)]
        sheet.line(line, 6, mixed(ground, accent, 0.6))
    sheet.shadows([((MIDDLE + 8, 166), (62, 10))], strength=0.3)
    sheet.arc((146, 126), (24, 24), span=(270, 450), thickness=11, colour=shaded(figure, -0.2))
    sheet.block((48, 96), (144, 166), figure, radius=16)
    sheet.block((48, 124), (144, 136), accent)


def _angles(start: float, end: float) -> list[float]:
    """Steps along a part of a circle, in half turns."""
    return [(start + (end - start) * step / 16) * pi for step in range(17)]


# A face is worn more often than anything else.
WAYS: Sequence[Callable[[Sheet, Sequence[Colour], Random], None]] = (
    _bust, _bust, _bust, _bust, _bust, _hills, _hills, _hills, _rings, _leaves, _from_above, _steam,
)  # fmt: skip
