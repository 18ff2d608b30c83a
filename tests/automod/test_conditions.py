import time
from datetime import timedelta

import pytest

from forum.accounts.models import Standing, User
from forum.automod import conditions
from forum.automod.mood import mood_of
from forum.automod.sight import Sight, meets
from forum.kernel import clock
from forum.kernel.policy import Invalid
from forum.kernel.screening import Writing
from forum.markup.render import PLAIN, render


def sight(body: str = "Hello there.", *, days: int = 400, lately=(), **given) -> Sight:
    now = clock.now()
    standing = given.pop("standing", Standing.MEMBER)
    author = User(id=1, created_at=now - timedelta(days=days), standing=standing)
    shown = render(body, PLAIN)
    given = {"kind": "reply", "links": shown.links, "mentions": shown.mentions} | given
    writing = Writing(author=author, body=body, html=shown.html, text=shown.text, **given)
    return Sight(writing, now, lately, own_mail="ada@example.org")


def meets_it(body: str, *, then=None, **leaf) -> bool:
    return meets(conditions.read({"is": leaf.pop("what"), **leaf}), sight(body, **(then or {})))


LONG = "This very sentence is long enough to be told from small talk."


@pytest.mark.parametrize(
    ("body", "leaf", "then"),
    [
        ("Win a PRIZE now", {"what": "words", "text": "gift, prize"}, {}),
        ("Free  money\nfor all", {"what": "words", "text": "free money"}, {}),
        ("prizes!", {"what": "words", "text": "prize*"}, {}),
        ("Überraschung", {"what": "words", "text": "überraschung"}, {}),
        ("surprises", {"what": "words", "text": "prize, prise", "whole": False}, {}),
        ("SALE", {"what": "words", "text": "SALE", "case": True}, {}),
        ("code AB-1234", {"what": "pattern", "text": r"[a-z]{2}-\d{4}"}, {}),
        ("https://shop.bad.example/x", {"what": "domain", "text": "bad.example"}, {}),
        ("Write to bob@example.org", {"what": "contact", "choice": "mail"}, {}),
        ("Write to ada@example.org", {"what": "contact", "choice": "own_mail"}, {}),
        ("Call +49 (0)30 1234567", {"what": "contact", "choice": "phone"}, {}),
        ("My order no. 1234567 is late", {"what": "contact", "choice": "order"}, {}),
        ("Bestellnummer: AB-998877", {"what": "contact", "choice": "order"}, {}),
        ("🎉 🎉", {"what": "emoji_only"}, {}),
        ("Two words", {"what": "fewer_words", "number": 3}, {}),
        ("Now three words", {"what": "more_words", "number": 2}, {}),
        ("Hello", {"what": "account_days", "number": 7}, {"days": 6}),
        ("Hello", {"what": "standing", "choice": "basic"}, {"standing": Standing.NEW}),
        ("Hello", {"what": "channel", "choice": "7"}, {"channel_id": 7}),
        ("Hello", {"what": "tag", "text": "Repair, other"}, {"tags": ("repair",)}),
        ("Terrible, useless rubbish", {"what": "mood", "number": -40}, {}),
        ("![](/uploads/x)", {"what": "no_alt"}, {}),
        ("https://a.example https://b.example", {"what": "links", "number": 2}, {}),
        ("Hello", {"what": "mentions", "number": 2}, {"mentions": ("ada", "bob")}),
        ("WHY DOES NOBODY EVER ANSWER ME", {"what": "caps", "number": 70}, {}),
        ("Hello", {"what": "text", "choice": "topic"}, {"kind": "topic"}),
        (LONG.upper(), {"what": "repeat", "number": 2}, {"lately": [(clock.now(), LONG)]}),
    ],
)
def test_a_condition_meets_what_it_looks_for(body, leaf, then):
    assert meets_it(body, then=then, **leaf)


@pytest.mark.parametrize(
    ("body", "leaf", "then"),
    [
        ("An enterprize", {"what": "words", "text": "prize"}, {}),
        ("sale", {"what": "words", "text": "SALE", "case": True}, {}),
        ("a.b", {"what": "words", "text": "a?b, (a, [b"}, {}),
        ("https://notbad.example", {"what": "domain", "text": "bad.example"}, {}),
        ("On 2026-11-22, for 1 234 567 reasons", {"what": "contact", "choice": "phone"}, {}),
        ("Version 1.12.2026 of 12", {"what": "contact", "choice": "phone"}, {}),
        ("I ordered 2 of them", {"what": "contact", "choice": "order"}, {}),
        ("Ok 🎉", {"what": "emoji_only"}, {}),
        ("", {"what": "emoji_only"}, {}),
        ("Now three words", {"what": "fewer_words", "number": 3}, {}),
        ("Hello", {"what": "account_days", "number": 7}, {"days": 8}),
        ("Hello", {"what": "standing", "choice": "basic"}, {"standing": Standing.MEMBER}),
        ("Not bad, thanks", {"what": "mood", "number": -1}, {}),
        ("![A red mill](/uploads/x)", {"what": "no_alt"}, {}),
        ("USB", {"what": "caps", "number": 70}, {}),
        ("Thanks!", {"what": "repeat", "number": 2}, {"lately": [(clock.now(), "Thanks!")]}),
        (
            LONG,
            {"what": "repeat", "number": 2},
            {"lately": [(clock.now() - timedelta(hours=3), LONG)]},
        ),
    ],
)
def test_a_condition_leaves_alone_what_it_does_not_look_for(body, leaf, then):
    assert not meets_it(body, then=then, **leaf)


def test_conditions_are_taken_together_as_their_group_says():
    yes, no = {"is": "links", "number": 1}, {"is": "emoji_only"}
    seen = sight("https://a.example")

    assert meets(conditions.read({"all": [yes, {"not": [no]}]}), seen)
    assert meets(conditions.read({"any": [no, yes]}), seen)
    assert not meets(conditions.read({"all": [yes, no]}), seen)


@pytest.mark.parametrize(
    ("stored", "reason"),
    [
        ({"is": "words", "text": " , "}, "no_text"),
        ({"is": "pattern", "text": "("}, "pattern_unreadable"),
        ({"is": "pattern", "text": r"(a)\1"}, "pattern_unreadable"),
        ({"is": "pattern", "text": "(?=a)b"}, "pattern_unreadable"),
        ({"is": "pattern", "text": "a*"}, "pattern_always"),
        ({"is": "pattern", "text": "(a{1,100}){1,9}b"}, "pattern_large"),
        ({"is": "pattern", "text": "a" * 301}, "pattern_long"),
        ({"is": "links", "number": 0}, "wrong_number"),
        ({"is": "links", "number": "2"}, "wrong_number"),
        ({"is": "standing", "choice": "king"}, "no_choice"),
        ({"is": "channel", "choice": "x"}, "no_choice"),
        ({"is": "nothing"}, "no_tree"),
        ({"is": ["words"]}, "no_tree"),
        ({"all": []}, "empty_group"),
        ({"all": [{"any": [{"all": [{"any": [{"is": "no_alt"}]}]}]}]}, "too_deep"),
        ({"all": [{"is": "no_alt"}] * 13}, "too_many_leaves"),
        ("words", "no_tree"),
    ],
)
def test_a_tree_that_cannot_be_asked_is_refused_with_its_reason(stored, reason):
    with pytest.raises(Invalid) as refused:
        conditions.read(stored)

    assert refused.value.reason == reason


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+$b",
        "(a|a)*b",
        "(a|aa)+c",
        "([a-z]+)*[A-Z]!",
        "(x+x+)+y",
        "(.*){9}zq",
        "(?:[ab]*a[ab]{15})*c",
        r"(\pL+\s?)+\d$",
        "[ab]*a[ab]{400}c",
    ],
)
def test_no_pattern_takes_long_over_any_text(pattern):
    tree = conditions.read({"is": "pattern", "text": pattern})
    hostile = ["a" * 32_000, "ab" * 16_000, "abaab" * 6_400, "x" * 32_000]
    seen = [sight("Hello") for _ in hostile]
    for one, text in zip(seen, hostile, strict=True):
        one.__dict__["text"] = text

    begun = time.process_time()
    for one in seen:
        meets(tree, one)

    assert time.process_time() - begun < 4


def test_kind_words_and_angry_ones_are_told_apart_in_both_languages():
    assert mood_of("I love it, thanks, great help") > 30
    assert mood_of("Danke, sehr hilfreich und freundlich") > 30
    assert mood_of("Das ist Betrug, unverschämt und kaputt") < -30
    assert mood_of("The lid is twelve centimetres wide") == 0
