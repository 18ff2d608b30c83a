"""Pieces of pages that are kept, and moments in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask, render_template_string
from flask_babel import force_locale, format_date, format_timedelta
from flask_wtf.csrf import generate_csrf
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from markupsafe import escape

from forum.kernel import clock
from forum.web import kept
from forum.web.kept import OVERHEAD, Piece, Pieces
from forum.web.templating import moment

PIECE = "{% call kept('piece', key) %}{{ word }} <b>{{ csrf_token() }}</b>{% endcall %}"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
WEEK = 7 * 24 * 3600


@pytest.fixture(autouse=True)
def nothing_kept(app: Flask) -> None:
    app.extensions["pieces"].clear()


@contextmanager
def asked(app: Flask, language: str = "en") -> Iterator[None]:
    """A request that stands alone: nothing of the test's own context reaches it."""
    headers = {"Accept-Language": language}
    with app.app_context(), app.test_request_context(headers=headers):
        yield


def test_a_piece_is_made_once_for_each_key(app: Flask):
    with asked(app):
        shown = [
            render_template_string(PIECE, key=key, word=word)
            for key, word in ((1, "one"), (2, "two"), (1, "three"))
        ]

    assert [html.split()[0] for html in shown] == ["one", "two", "one"]


def test_what_it_shows_is_escaped_as_ever(app: Flask):
    with asked(app):
        for _ in range(2):
            assert "&lt;i&gt;" in render_template_string(PIECE, key=1, word="<i>")


def test_the_token_of_each_reader_is_put_in(app: Flask):
    shown = []
    for _ in range(2):
        with asked(app):
            shown.append(
                render_template_string(PIECE, key=1, word="") == f" <b>{generate_csrf()}</b>"
            )

    assert shown == [True, True]


def test_a_piece_with_a_true_token_in_it_is_not_kept(app: Flask):
    with asked(app):
        token = generate_csrf()
        render_template_string(PIECE, key=1, word=token)

    assert len(app.extensions["pieces"]) == 0


def test_a_piece_inside_another_has_its_token_too(app: Flask):
    whole = "{% call kept('outer') %}[" + PIECE + "]{% endcall %}"
    for _ in range(2):
        with asked(app):
            shown = render_template_string(whole, key=1, word="")
            assert shown == f"[ <b>{generate_csrf()}</b>]"


def test_a_body_goes_between_the_halves_and_is_not_looked_through(app: Flask):
    around = (
        "{% macro one(item, html) %}<p>{{ csrf_token() }}{{ html }}</p>{% endmacro %}"
        "{{ kept_each([0], [1], one, [body]) }}"
    )
    for body in ("<i>one</i>", f"<i>{kept.TOKEN}</i>"):
        with asked(app):
            shown = render_template_string(around, body=body)
            assert shown == f"<p>{generate_csrf()}{body}</p>"


def test_languages_do_not_share_a_piece(app: Flask):
    words = "{% call kept('words') %}{{ get_locale() }}{% endcall %}"
    found = []
    for language in ("en", "de", "en"):
        with asked(app, language):
            found.append(render_template_string(words))

    assert found == ["en", "de", "en"]


def test_the_pieces_not_used_for_longest_make_room():
    pieces = Pieces(3 * (100 + OVERHEAD))
    for number in range(3):
        pieces.put(number, Piece("x" * 100, "", has_token=False))
    pieces.get(0)

    pieces.put(3, Piece("x" * 100, "", has_token=False))

    assert pieces.get(0) is not None
    assert pieces.get(1) is None
    assert pieces.filled <= 3 * (100 + OVERHEAD)


def test_an_emoji_does_not_make_the_rest_of_a_piece_larger():
    pieces = Pieces()

    pieces.put(1, Piece("x" * 1000 + "\N{HEAVY BLACK HEART}", "y", has_token=False))

    assert pieces.filled == 1000 + 3 + 1 + OVERHEAD
    assert pieces.get(1).head.endswith("x\N{HEAVY BLACK HEART}")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.integers(-WEEK - 5000, WEEK + 5000))
@example(0)
@example(-59)
@example(-60)
@example(-82_079)
@example(-82_080)
@example(-3419)
@example(-3420)
@example(WEEK)
@example(-WEEK)
def test_moments_say_what_the_library_says(app: Flask, seconds: int):
    when = NOW + timedelta(seconds=seconds)
    with asked(app), clock.at(NOW):
        said = str(moment(when))
        plain = format_timedelta(when - NOW, add_direction=True, threshold=0.95)
        expected = format_date(when, "medium") if abs(seconds) >= WEEK else plain
        words = "just now" if abs(seconds) < 60 else expected

    assert f">{escape(words)}</time>" in said


def test_a_moment_in_another_language_is_another_word(app: Flask):
    when = NOW - timedelta(hours=3)
    with asked(app), clock.at(NOW):
        english = moment(when)
        with force_locale("de"):
            german = moment(when)
        again = moment(when)

    assert english == again != german
