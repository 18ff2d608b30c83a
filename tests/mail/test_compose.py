from html.parser import HTMLParser

import pytest
from flask import render_template as real_render_template

from forum.mail import compose

HOME = "http://127.0.0.1:8000"


@pytest.fixture
def written(app, monkeypatch):
    """Write a letter from the given source instead of a file."""

    def from_source(source, **values):
        def render(template, **context):
            if template.endswith(".txt"):
                return app.jinja_env.from_string(source).render(**context)
            return real_render_template(template, **context)

        monkeypatch.setattr(compose, "render_template", render)
        return compose.write("anything", **values)

    return from_source


class Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found, self.tags = [], set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.found += [value for name, value in attrs if name in {"href", "src"}]


def links_in(html):
    reader = Links()
    reader.feed(html)
    return reader


def test_words_above_an_address_of_ours_become_a_button(written):
    letter = written(f"Subject: Hi\n\nGood day.\n\nOpen it\n{HOME}/confirm/abc\n")

    assert letter.subject == "Hi"
    assert letter.text == f"Good day.\n\nOpen it:\n{HOME}/confirm/abc\n"
    assert links_in(letter.html).found == [f"{HOME}/confirm/abc", f"{HOME}/"]


@pytest.mark.parametrize(
    "value",
    [
        '<a href="https://evil.example">x</a>',
        "<img src=https://evil.example/x.png>",
        "x\n\nOpen it\nhttps://evil.example/",
        f"x\r\n\r\nOpen it\r\n{HOME}/preferences/sessions",
        "x\u2028\u2028Open it\u2028https://evil.example/",
        '"><script>alert(1)</script>',
        "https://evil.example/",
    ],
)
def test_what_people_wrote_brings_in_neither_markup_nor_links(written, value):
    letter = written("Subject: From {{ name }}\n\nHello {{ name }}\n\n{{ name }}\n", name=value)

    page = links_in(letter.html)
    assert page.found == [f"{HOME}/"]
    assert page.tags <= {"html", "head", "meta", "title", "body", "table", "tr", "td", "p", "a"}
    assert "\n" not in letter.subject


def test_a_value_that_is_seen_by_nobody_is_left_out(written):
    letter = written("Subject: Hi\n\nHello {{ name }}.\n", name="Ada\u202e\u200b\x07")

    assert letter.text == "Hello Ada.\n"


def test_long_lines_are_wrapped_and_addresses_are_not(written):
    link = f"{HOME}/confirm/{'x' * 90}"
    letter = written(f"Subject: Hi\n\n{'word ' * 40}\n\nOpen it\n{link}\n")

    lines = letter.text.splitlines()
    assert max(len(line) for line in lines if line != link) <= 76
    assert link in lines


def test_nothing_in_a_letter_is_fetched_from_anywhere(written):
    html = written("Subject: Hi\n\nGood day.\n").html

    assert not {"img", "link", "script", "style", "iframe"} & links_in(html).tags
    assert "url(" not in html


def test_a_letter_speaks_the_language_of_its_reader(app):
    assert 'lang="de"' in compose.write("test", language="de").html
    assert 'lang="en"' in compose.write("test", language="en").html
    assert 'lang="en"' in compose.write("test", language="tlh").html


def test_addresses_come_from_the_configuration_and_not_from_the_request(app):
    with app.test_request_context("/", headers={"Host": "evil.example"}):
        assert compose.address("accounts.sign_in") == f"{HOME}/sign-in"
