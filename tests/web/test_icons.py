"""Icons are drawn, and every icon that a template names exists."""

import re

import pytest

from forum import paths
from forum.web.icons import drawing, icon

# icon('pin'), icon_name='pin', and icon names handed to chips and menus by position.
NAMED = re.compile(r"""\bicon\('([a-z0-9-]+)'|icon_name='([a-z0-9-]+)'""")


def test_an_icon_is_one_path_that_screen_readers_pass_over():
    drawn = icon("house", "s")

    assert drawn.startswith('<svg class="icon icon--s" viewBox="0 0 24 24" aria-hidden="true">')
    assert drawn.count("<path ") == 1


def test_icons_that_point_turn_round_with_the_writing():
    assert "icon--turns" in icon("reply")
    assert "icon--turns" not in icon("house")


def test_circles_and_boxes_become_lines_of_a_path():
    clock = drawing("clock")
    inbox = drawing("table")

    assert "a10 10 0 1 0 20 0" in clock
    assert "a2 2 0 0 1 2 2" in inbox


def test_a_path_that_begins_with_a_relative_move_starts_at_the_corner():
    assert "M0 0m6 9 6 6 6-6" in drawing("chevron-down")


def test_an_unknown_name_or_size_is_an_error_and_not_a_hole_in_the_page():
    with pytest.raises(KeyError):
        icon("no-such-icon")
    with pytest.raises(ValueError, match="no icon size"):
        icon("house", "huge")


def test_every_icon_named_in_a_template_exists():
    templates = [file.read_text() for file in paths.TEMPLATES.rglob("*.html")]
    names = {name for text in templates for pair in NAMED.findall(text) for name in pair if name}

    assert len(names) > 40
    assert all(drawing(name) for name in names)
