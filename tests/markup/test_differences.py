import time

import pytest

from forum.markup.differences import Line, difference


def shown(lines) -> list[str]:
    """Lines with a sign for their kind; changed words in brackets."""
    signs = {"same": " ", "added": "+", "removed": "-", "gap": "~"}
    return [
        signs[line.kind] + "".join(f"[{t}]" if changed else t for changed, t in line.pieces)
        for line in lines
    ]


def test_changed_words_are_marked(app):
    assert shown(difference("It stops at 14 g.", "It stops at 13 g.")) == [
        "-It stops at [14] g.",
        "+It stops at [13] g.",
    ]


def test_new_and_lost_lines_are_marked_whole(app):
    assert shown(difference("a\nb", "a\nc\nd\nb")) == [" a", "+[c]", "+[d]", " b"]
    assert shown(difference("a\nb\nc", "a\nc")) == [" a", "-[b]", " c"]


def test_far_away_lines_are_left_out(app):
    before = "\n".join(str(n) for n in range(20))
    after = before.replace("10", "ten")

    assert shown(difference(before, after)) == [
        "~…", " 8", " 9", "-[10]", "+[ten]", " 11", " 12", "~…",
    ]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), [("", ""), ("a", "a"), ("a\n\nb", "a\n\nb")])
def test_equal_texts_differ_in_nothing(app, before, after):
    assert all(line.kind in {"same", "gap"} for line in difference(before, after))


def test_all_of_a_new_text_is_new(app):
    assert difference("", "a") == [Line("added", ((True, "a"),))]
    assert difference("a", "") == [Line("removed", ((True, "a"),))]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a b " * 8000, "b a " * 8000),
        ("x\n" * 16_000, "y\n" * 16_000),
        ("x\ny\n" * 8000, "y\nx\n" * 8000),
        ("a" * 32_000, "b" * 32_000),
        (("a b " * 375 + "\n") * 21, ("b a " * 375 + "\n") * 21),
        ("a b " * 49 + "\n", "b a " * 49 + "\n"),
        (("a b " * 49 + "\n") * 160, ("b a " * 49 + "\n") * 160),
        ("\n".join(f"{n} a b" for n in range(4000)), "\n".join(f"{n} b a" for n in range(4000))),
    ],
)
def test_the_longest_texts_are_compared_in_time(app, before, after):
    began = time.process_time()

    lines = difference(before, after)

    assert lines
    assert time.process_time() - began < 2
