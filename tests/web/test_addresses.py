"""Addresses are remembered, and are the same as those that are put together each time."""

import pytest
from flask import Flask, url_for

from forum.web.templating import link

ASKED = [
    ("home.latest", {}),
    ("topics.show", {"slug": "a-talk", "topic_id": 7}),
    ("topics.show", {"slug": "a-talk", "topic_id": 7, "page": None}),
    ("topics.show", {"slug": "a-talk", "topic_id": 7, "page": 1}),
    ("topics.show", {"slug": "a-talk", "topic_id": 7, "page": True}),
    ("topics.show", {"slug": "a-talk", "topic_id": 7, "_anchor": "post-3"}),
    ("topics.show", {"slug": "größe", "topic_id": 7, "quote": "a&b"}),
    ("topics.show", {"slug": "a-talk", "topic_id": 7, "_external": True}),
]


@pytest.mark.parametrize(("endpoint", "values"), ASKED)
def test_a_remembered_address_is_the_one_that_flask_makes(app, endpoint, values):
    with app.test_request_context("/"):
        first, again = url_for(endpoint, **values), url_for(endpoint, **values)

        assert first == again == Flask.url_for(app, endpoint, **values)


def test_one_and_true_are_two_addresses(app):
    with app.test_request_context("/"):
        pages = [url_for("home.tag", name="tea", page=page) for page in (1, True, 1)]

    assert pages == ["/tags/tea?page=1", "/tags/tea?page=True", "/tags/tea?page=1"]


def test_below_a_path_addresses_begin_with_it(app):
    found = []
    for root in ("", "/forum", ""):
        with app.test_request_context("/", base_url=f"http://localhost{root}"):
            found.append(link("home.channel", slug="tea"))

    assert found == ["/c/tea", "/forum/c/tea", "/c/tea"]


def test_whole_addresses_follow_the_host(app):
    found = []
    for host in ("one.example", "two.example"):
        with app.test_request_context("/", base_url=f"http://{host}"):
            found.append(url_for("home.channel", slug="tea", _external=True))

    assert found == ["http://one.example/c/tea", "http://two.example/c/tea"]


def test_a_page_that_is_not_there_has_no_address(app):
    with app.test_request_context("/"):
        assert [link("nowhere.show", name="tea") for _ in range(2)] == ["", ""]
