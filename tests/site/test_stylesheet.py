import re

import pytest

from forum.site.settings import CORNERS, VOICE
from forum.site.stylesheet import Look, tokens


@pytest.mark.parametrize("voice", VOICE.choices)
@pytest.mark.parametrize("corners", CORNERS.choices)
def test_every_choice_of_the_owner_has_its_tokens(voice, corners):
    text = tokens(Look("#b8472a", voice, corners))

    names = re.findall(r"--([\w-]+):", text)
    assert set(names) == {
        "brand", "on-brand", "brand-hover", "brand-strong", "brand-soft", "brand-line",
        "voice", "r1", "r2", "r3", "round",
    }  # fmt: skip
    assert text.startswith(":root {")


def test_tints_differ_between_light_and_dark_pages():
    text = tokens(Look("#b8472a", "sans", "round"))

    assert re.search(r"--brand-strong: light-dark\(#[0-9a-f]{6}, #[0-9a-f]{6}\);", text)


def test_the_tokens_can_be_given_to_a_part_of_a_page_alone():
    assert tokens(Look("#b8472a", "sans", "round"), ".brand-preview").startswith(".brand-preview {")
