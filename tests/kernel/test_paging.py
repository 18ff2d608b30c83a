from datetime import UTC, datetime, timedelta

import pytest

from forum.kernel import paging
from forum.kernel.paging import Cursor


def test_a_cursor_comes_back_from_its_word():
    cursor = Cursor(1_795_287_000_000_001, 42)

    assert paging.decode(cursor.encode()) == cursor


def test_a_cursor_keeps_a_moment_to_the_microsecond():
    moment = datetime(2026, 11, 21, 20, 40, 1, 999_999, tzinfo=UTC) + timedelta(microseconds=1)

    assert paging.cursor_at(moment, 1).moment == moment


@pytest.mark.parametrize(
    "word",
    [
        "",
        None,
        "x",
        "%00",
        "LTE",
        "a" * 500,
        "MTIz",
        "\uff11\uff12",
        "bmFuLjE",
        "OTk5OTk5OTk5OTk5OTk5OTk5OTkuMQ",
    ],
)
def test_a_word_that_makes_no_sense_is_no_cursor(word):
    assert paging.decode(word) is None
