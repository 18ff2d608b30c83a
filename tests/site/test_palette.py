import itertools
import random

import pytest

from forum.site.colours import READABLE, contrast, parse
from forum.site.palette import DARK, LIGHT, VISIBLE, tints

CHANCE = random.Random(45)
COLOURS = [
    "#" + bytes(rgb).hex() for rgb in itertools.product((0, 51, 102, 153, 204, 255), repeat=3)
]
COLOURS += [f"#{CHANCE.randrange(1 << 24):06x}" for _ in range(300)]
SCHEMES = pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])


@SCHEMES
def test_words_on_the_colour_of_the_brand_can_be_read_whatever_the_colour(scheme):
    for colour in COLOURS:
        made = tints(colour, scheme)

        assert contrast(made.on_brand, made.brand) >= READABLE, colour
        assert contrast(made.on_brand, made.hover) >= READABLE, colour


@SCHEMES
def test_the_colour_of_the_brand_can_be_read_as_text_on_every_ground(scheme):
    for colour in COLOURS:
        made = tints(colour, scheme)

        for ground in (*scheme.grounds, made.soft):
            assert contrast(made.strong, ground) >= READABLE, (colour, ground.hex)


@SCHEMES
def test_a_button_is_seen_on_the_page_and_when_it_is_pointed_at(scheme):
    for colour in COLOURS:
        made = tints(colour, scheme)

        assert all(contrast(made.brand, ground) >= VISIBLE for ground in scheme.grounds), colour
        assert made.hover != made.brand, colour


@SCHEMES
@pytest.mark.parametrize("colour", ["#b8472a", "#0f62fe", "#1b7f4b", "#7a3ea1"])
def test_a_colour_that_serves_as_it_is_stays_as_it_is(colour, scheme):
    assert tints(colour, scheme).brand.hex == colour


def test_a_bright_colour_keeps_its_brightness_and_gets_dark_words():
    made = tints("#ffd400", DARK)

    assert made.brand == parse("#ffd400")
    assert made.on_brand.luminance < 0.02


def test_a_colour_that_is_almost_dark_enough_is_darkened_for_white_words():
    made = tints("#d9573a", LIGHT)

    assert made.on_brand.hex == "#ffffff"
    assert made.brand.luminance < parse("#d9573a").luminance
