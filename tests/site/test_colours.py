import itertools

import pytest

from forum.site import colours
from forum.site.colours import BLACK, WHITE, contrast, from_oklch, parse

GRID = ["#" + bytes(rgb).hex() for rgb in itertools.product((0, 60, 128, 200, 255), repeat=3)]


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        # Figures that every checker of WCAG contrast gives.
        ("#ff0000", "#ffffff", 3.998),
        ("#767676", "#ffffff", 4.542),
        ("#0000ff", "#ffffff", 8.592),
        ("#ffff00", "#000000", 19.556),
    ],
)
def test_contrast_is_what_the_standard_says(one, other, ratio):
    assert contrast(parse(one), parse(other)) == pytest.approx(ratio, abs=0.001)
    assert contrast(parse(other), parse(one)) == pytest.approx(ratio, abs=0.001)


@pytest.mark.parametrize("text", GRID)
def test_a_colour_comes_back_from_even_steps_unchanged(text):
    assert from_oklch(*parse(text).oklch).hex == text


def test_a_colour_that_no_screen_shows_becomes_paler_and_keeps_its_lightness():
    shown = from_oklch(0.6, 0.4, parse("#ff0000").oklch[2])

    assert shown.lightness == pytest.approx(0.6, abs=0.01)
    assert shown.oklch[1] < 0.4


@pytest.mark.parametrize("lightness", [-1, 0, 0.3, 1, 2])
def test_lightness_has_an_end_on_both_sides(lightness):
    moved = parse("#3366cc").at(lightness)

    assert BLACK.luminance <= moved.luminance <= WHITE.luminance


@pytest.mark.parametrize(
    "text", ["", "red", "#fff", "#12345", "#1234567", "#12345g", " #123456", "#123456\n"]
)
def test_nothing_but_six_digits_is_a_colour(text):
    with pytest.raises(ValueError, match="no colour"):
        colours.parse(text)
