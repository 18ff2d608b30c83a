"""Every word of the interface goes through gettext, and German is complete."""

import pytest
from babel.messages.catalog import Catalog

from tests.house import words
from tests.house.source import Source, expect_none, sources
from tests.support import make

# The style guide speaks to developers, with invented texts.
OURS = ("templates/style_guide/",)
NAMES = {"Guildhall", "Deutsch", "English", "JavaScript", "Markdown"}


def templates() -> list[Source]:
    found = sources("templates", "*.html") + sources("templates", "*.txt")
    return [file for file in found if not file.path.startswith(OURS)]


@pytest.mark.parametrize("rule", [words.bare_text, words.bare_arguments], ids=lambda r: r.__name__)
def test_templates_say_nothing_outside_of_gettext(rule):
    expect_none(problem for file in templates() for problem in rule(file))


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (words.bare_text, "<p>Hello {{ name }}</p>"),
        (words.bare_text, '<img src="x" alt="A picture">'),
        (words.bare_text, '<button aria-label="Close"></button>'),
        (words.bare_text, "{% block page_class %}wide{% endblock %}Hello"),
        (words.bare_text, "{% trans %}Hello{% endtrans %} and goodbye"),
        (words.bare_arguments, "{{ button('Save') }}"),
        (words.bare_arguments, "{{ button(_('Save'), title='Keep it') }}"),
    ],
)
def test_a_planted_word_is_found(rule, text):
    assert len(list(rule(Source("templates/planted.html", text)))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "<p>{{ _('Hello') }}</p>",
        "{% trans %}Hello{% endtrans %}",
        "<kbd>Ctrl</kbd><p>{{ n }} · {{ m }}</p>",
        "{{ button(_('Save'), kind='primary', extra='is-on') }}",
        "{# A comment in words #}",
        "{% block page_class %}narrow--wide{% endblock %}{% block tab %}new{% endblock %}",
        '<span class="avatar hue-2">AL</span><p dir="auto">Any text</p>',
    ],
)
def test_marked_words_and_marks_are_fine(text):
    file = Source("templates/planted.html", text)

    assert list(words.bare_text(file)) == []
    assert list(words.bare_arguments(file)) == []


def test_german_is_complete():
    expect_none(words.untranslated(words.extracted(), words.catalogue("de")))


@pytest.mark.parametrize(
    ("message", "translation", "flags"),
    [
        (("Hello",), "", ()),
        (("Hello",), "Hallo", ("fuzzy",)),
        (("Hello %(name)s",), "Hallo", ()),
        (("Hello %(name)s",), "Hallo %(nome)s", ()),
        (("%(num)d post", "%(num)d posts"), ("%(num)d Beitrag", ""), ()),
    ],
)
def test_a_planted_gap_in_a_translation_is_found(message, translation, flags):
    planted = Catalog("de")
    planted.add(message if len(message) > 1 else message[0], translation, flags=flags)

    assert len(list(words.untranslated({message}, planted))) == 1


def test_pages_in_the_made_up_language_say_nothing_outside_of_its_brackets(
    app, sign_in, monkeypatch
):
    admin = make.admin(username="ada")
    monkeypatch.setitem(app.config, "FORUM_TEST_LANGUAGE", True)
    readers = {"guest": app.test_client(), "admin": sign_in(admin)}

    found = {
        f"{address} as {name}": words.unmarked(answer.text, known=NAMES | {"ada"})
        for name, client in readers.items()
        for address in addresses(app)
        if (answer := client.get(address)).mimetype == "text/html" and answer.status_code == 200
    }

    assert len(found) > 2
    assert {page: rest for page, rest in found.items() if rest} == {}


def test_a_planted_word_outside_of_the_brackets_is_found():
    page = '<p>⟦Hello⟧ ada</p><p dir="auto">any text</p><time>2 May</time><p>Goodbye</p>'

    assert words.unmarked(page, known={"ada"}) == ["Goodbye"]


def test_a_message_in_a_message_and_one_around_a_link_stand_in_brackets():
    page = "<h3>⟦⟦Posts⟧ by day⟧</h3><p>⟦Full, <data>3 GB</data> free⟧ · ⟦Press <a>here⟧</a></p>"

    assert words.unmarked(page, known=set()) == []


def addresses(app) -> list[str]:
    """Every page that needs nothing to be named."""
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in rule.methods]
    return sorted(rule.rule for rule in rules if not rule.arguments and rule.rule != "/style-guide")
