"""`forum badges`: who would get one, and why."""

import pytest

from forum.badges import actions, queries
from tests.support import make
from tests.topics.writing import start


@pytest.fixture
def author(app):
    actions.plant()
    author = make.member(username="adaeze")
    start(author)
    return author


def said(app, *words: str) -> str:
    result = app.test_cli_runner().invoke(args=["badges", *words])
    return result.output


def test_a_dry_run_says_who_would_get_it_and_gives_nothing(app, author):
    told = said(app, "dry-run", "first-post")

    assert "first-post: 1 meet it, 1 of them would get it now." in told
    assert "  adaeze: posts 1 of 1" in told
    assert queries.held_by(author) == []


def test_an_explanation_tells_the_numbers_of_every_badge(app, author):
    before = said(app, "explain", "adaeze")
    assert said(app, "review") == "1 given.\n"
    after = said(app, "explain", "adaeze")

    assert "first-post: does not have it; posts 1 of 1" in before
    assert "first-post: has it; posts 1 of 1" in after
    assert "fifty-answers: does not have it; accepted_answers 0 of 50" in after


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("dry-run", "nothing"), "There is no badge nothing. There are: first-post"),
        (("dry-run", "ambassador"), "Staff give ambassador: it counts nothing."),
        (("explain", "nobody"), "There is no member called nobody."),
    ],
)
def test_what_is_not_there_is_said(app, author, words, told):
    assert told in said(app, *words)
