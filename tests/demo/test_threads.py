"""The format in which conversations are written down."""

from datetime import timedelta
from random import Random

from forum.demo import patterns, sources, threads

FILE = """== A title with | a bar
gear-help | ada | 3h | grinder, firmware | key=stall heat=4
The question.

- a list
-- grace 2h answer ^1 heat=2
The answer.
<<<
An earlier answer.
-- ada
Thanks.

== Another one
brew-talk | grace | ~
Nothing but this.
"""
PATTERN = """## noise | gear-help | grinder, {area}
? Since when? || Since {time}.
- {tip}
- I'd look at {low_part}.
+ Solved.
. Same here.
* It rattles | It does so all day. | We send you a new {part}. | noise | area=G2; time=today; \
part=Screw; tip=Turn it.
"""


def test_a_thread_has_its_head_its_texts_and_their_marks():
    first, second = threads.parse(FILE)

    assert first.title == "A title with | a bar"
    assert (first.channel, first.tags, first.key) == ("gear-help", ("grinder", "firmware"), "stall")
    assert [text.author for text in first.texts] == ["ada", "grace", "ada"]
    assert first.texts[0].body == "The question.\n\n- a list"
    assert first.texts[0].age == timedelta(hours=3)
    assert first.texts[0].heat == 4
    assert first.texts[1].body == "The answer."
    assert first.texts[1].before == "An earlier answer."
    assert first.texts[1].marks == {"answer"}
    assert (first.texts[1].reply_to, first.texts[1].heat) == (1, 2)
    assert first.texts[2].age is None
    assert (second.age, second.tags, second.options) == (None, (), {})


def test_a_pattern_keeps_its_lines_by_their_marks():
    (pattern,) = patterns.parse(PATTERN)

    assert pattern.lines["?"] == ["Since when? || Since {time}."]
    assert pattern.own_lines == ["{tip}"]
    assert pattern.cases[0].title == "It rattles"
    assert pattern.cases[0].slots["part"] == "Screw"


def test_a_woven_thread_is_whole():
    (pattern,) = patterns.parse(PATTERN)
    anything = patterns.Deck([], Random(1), rounds=1)

    (thread,) = patterns._Weaver(pattern, anything, Random(1)).threads()

    said = [text.body for text in thread.texts]
    assert thread.tags == ("grinder", "g2", "noise")
    assert said[0] == "It does so all day."
    assert "Turn it." in said
    assert [text.author for text in thread.texts if text.body.startswith("We send")] == ["*team"]
    assert not any("{" in words for words in said)


def test_words_get_a_capital_where_a_sentence_begins():
    slots = {"thing": "the spout"}

    assert patterns._filled("{thing} again. {thing}", slots) == "The spout again. The spout"
    assert patterns._filled("I clean {thing}.", slots) == "I clean the spout."


def test_a_deck_deals_everything_before_it_repeats_and_then_runs_out():
    deck = patterns.Deck(["a", "b", "c"], Random(2), rounds=2)

    assert set(deck.deal(3)) == {"a", "b", "c"}
    assert len(deck.deal(2)) == 2
    assert len(deck.deal(2)) == 1
    assert deck.deal(1) == []


def test_bars_of_tables_and_of_code_cut_nothing():
    assert sources.cut("a | b || c | | d|e") == ["a", "b || c", "", "d|e"]
