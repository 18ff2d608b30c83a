"""Answers leave compressed where that is asked for and pays."""

import gzip

import pytest
from flask import Response

from forum.web.compress import LEAST
from tests.support import make

ASKED = {"Accept-Encoding": "gzip, br"}


def test_a_page_is_compressed_for_those_who_take_it(guest):
    plain = guest.get("/sign-in")
    zipped = guest.get("/sign-in", headers=ASKED)

    assert zipped.headers["Content-Encoding"] == "gzip"
    assert b"</html>" in gzip.decompress(zipped.data)
    assert int(zipped.headers["Content-Length"]) == len(zipped.data) < len(plain.data) / 2
    assert "Content-Encoding" not in plain.headers


@pytest.mark.parametrize("refused", ["", "identity", "gzip;q=0"])
def test_nobody_gets_what_they_cannot_read(guest, refused):
    answer = guest.get("/sign-in", headers={"Accept-Encoding": refused})

    assert "Content-Encoding" not in answer.headers
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_the_head_alone_tells_of_the_same_page(guest):
    answer = guest.head("/sign-in", headers=ASKED)

    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.data == b""


def test_what_is_compressed_already_or_small_is_left_alone(app):
    def sent(**given):
        with app.test_request_context(headers=ASKED):
            return app.process_response(Response(**given)).headers.get("Content-Encoding")

    page = {"response": "x" * LEAST, "mimetype": "text/html"}

    assert sent(**page) == "gzip"
    assert sent(**page | {"response": "x" * (LEAST - 1)}) is None
    assert sent(**page | {"mimetype": "image/webp"}) is None
    assert sent(**page | {"headers": {"Content-Encoding": "br"}}) == "br"
    assert sent(**page | {"response": iter(["x" * LEAST])}) is None


def test_the_length_of_a_page_tells_nothing_exact(sign_in):
    reader = sign_in(make.member())

    lengths = {len(reader.get("/channels", headers=ASKED).data) for _ in range(12)}

    assert len(lengths) > 2
