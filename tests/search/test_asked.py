"""What is typed, taken apart; what is shown of a text; what a post itself says."""

from datetime import date

import pytest

from forum.search import analysis, marking, said
from forum.search.asked import Kind, days, read
from forum.search.stems import stem


def kinds(typed):
    return [(part.kind, part.value) for part in read(typed).parts]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("stall limit", [(Kind.WORDS, "stall"), (Kind.WORDS, "limit")]),
        ('"stall limit"', [(Kind.PHRASE, "stall limit")]),
        ('"stall limit', [(Kind.PHRASE, "stall limit")]),
        ("in:title", [(Kind.IN, "title")]),
        ("In:Title CHANNEL:Gear", [(Kind.IN, "title"), (Kind.CHANNEL, "gear")]),
        ("in:body", [(Kind.WORDS, "in:body")]),
        ("#Light-Roast", [(Kind.TAG, "light-roast")]),
        ("@Adaeze", [(Kind.AUTHOR, "adaeze")]),
        ("channel:gear-help", [(Kind.CHANNEL, "gear-help")]),
        ('channel:"Gear help"', [(Kind.CHANNEL, "gear help")]),
        ("before:2025-06", [(Kind.BEFORE, "2025-06")]),
        ("after:yesterday", [(Kind.WORDS, "after:yesterday")]),
        ("is:answered has:image", [(Kind.IS, "answered"), (Kind.HAS, "image")]),
        ("http://example.org", [(Kind.WORDS, "http://example.org")]),
        ("#", [(Kind.WORDS, "#")]),
        ("", []),
    ],
)
def test_what_is_typed_is_taken_apart(typed, expected):
    assert kinds(typed) == expected


def test_a_minus_says_no():
    [part] = read("-water").parts

    assert part.is_negated
    assert part.value == "water"


def test_a_question_can_be_said_without_one_of_its_parts():
    asked = read("stall  #tag is:answered")

    assert asked.without(asked.parts[1]) == "stall is:answered"
    assert asked.plain == "stall"


def test_words_that_say_nothing_are_left_out_beside_others():
    assert [part.value for part in read("how to read the lights").sought] == ["read", "lights"]
    assert [part.value for part in read("who are you").sought] == ["who", "are", "you"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2025", (date(2025, 1, 1), date(2025, 12, 31))),
        ("2024-2", (date(2024, 2, 1), date(2024, 2, 29))),
        ("2025-12", (date(2025, 12, 1), date(2025, 12, 31))),
        ("2025-06-09", (date(2025, 6, 9), date(2025, 6, 9))),
        ("2025-13", None),
        ("2025-02-30", None),
        ("0000", None),
        ("soon", None),
    ],
)
def test_days_are_years_months_or_days(value, expected):
    assert days(value) == expected


@pytest.mark.parametrize(
    "words",
    [
        "grind grinds grinding grinder grinders",
        "stall stalls stalled stalling",
        "berry berries",
        "brew brewed brewing brewer",
        "bohne bohnen",
        "mühle mühlen",
        "press presses pressed",
    ],
)
def test_forms_of_a_word_are_one_word(words):
    assert len({analysis.as_searched(word) for word in words.split()}) == 1


@pytest.mark.parametrize("pair", ["bean bear", "cup cap", "water wager", "milk mill"])
def test_different_words_stay_different(pair):
    one, other = pair.split()

    assert stem(one) != stem(other)


def test_words_are_marked_where_they_stand():
    found = marking.marked("Grinders stall, 咖啡豆 too", frozenset(analysis.words("grinder 咖啡")))

    assert [one.text for one in found if one.is_marked] == ["Grinders", "咖啡"]
    assert "".join(one.text for one in found) == "Grinders stall, 咖啡豆 too"


def test_an_extract_shows_the_place_where_most_words_stand():
    text = f"A limit. {'Other words. ' * 60}The stall limit of the burr. {'And more. ' * 60}"

    found = marking.extract(text, frozenset(analysis.words("stall limit")))
    line = "".join(one.text for one in found)

    assert "The stall limit of the burr" in line
    assert line.startswith("…")
    assert line.endswith("…")
    assert len(line) <= marking.LENGTH + 2


def test_the_short_way_through_a_text_finds_the_words_of_the_long_one():
    signs = [chr(n) for n in range(0x3000) if not analysis.UNPLAIN.search(chr(n))]
    forms = ("ab{}cd", "{}", "a'{}b", "a{}'b", "x {} y")

    for text in (form.format(sign) for sign in signs for form in forms):
        short = [match.span() for match in analysis.PLAIN.finditer(text)]
        assert short == [match.span() for match in analysis.PATTERN.finditer(text)]
    assert len(signs) > 700


def test_of_a_long_text_the_rest_is_looked_at_where_the_beginning_says_nothing():
    text = "other words " * 1000 + "the kettle " + "other words " * 1000

    extract = marking.extract(text, frozenset(analysis.typed_words("kettle")))

    assert [stretch.text for stretch in extract if stretch.is_marked] == ["kettle"]
    assert (extract[0].text, extract[-1].text) == ("…", "…")


def test_an_extract_without_words_is_the_beginning():
    found = marking.extract("Some words. " * 50, frozenset())

    assert "".join(one.text for one in found).startswith("Some words.")


def test_a_post_says_neither_what_it_quotes_nor_signs_of_code():
    html = (
        "<blockquote><p>theirs</p><blockquote><p>older</p></blockquote></blockquote><p>mine</p>"
        "<pre><code>x = open_valve(0x1f)</code></pre>"
    )

    words = said.by(html, "all of it").split()

    assert words == ["mine", "open", "valve"]


def test_a_post_without_quotes_says_its_text():
    assert said.by("<p>a</p>", "a") == "a"
