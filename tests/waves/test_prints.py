"""Texts that are nearly the same are told from those that are not."""

import time

import pytest

from forum.waves.prints import are_alike, print_of

SPAM = "Dear friends, I made a fortune with the golden parrot system and so can each one of you."
OTHER = "My grinder stalls on light roasts as soon as I go below fourteen grams, any idea why?"


def alike(one: str, other: str) -> bool:
    return are_alike(print_of(one, []).boxes, print_of(other, []).boxes)


@pytest.mark.parametrize(
    "other",
    [
        SPAM,
        SPAM.upper(),
        SPAM.replace(" ", "  ").replace(",", " !!"),
        SPAM + " 8842",
        "Hello! " + SPAM,
        SPAM.replace("fortune", "f0rtune"),
        SPAM + " Write to me.",
    ],
)
def test_small_changes_make_no_other_text(other):
    assert alike(SPAM, other)
    assert set(print_of(SPAM, []).keys) & set(print_of(other, []).keys)


@pytest.mark.parametrize("other", [OTHER, "Yes, the parrot system is a scam.", SPAM[:45]])
def test_other_texts_are_other_texts(other):
    assert not alike(SPAM, other)


def test_a_short_text_has_no_print_and_its_links_have():
    assert print_of("Me too!", []).keys == []
    assert len(print_of("Me too!", ["https://a.example/x", "https://www.a.example/y"]).keys) == 1


@pytest.mark.parametrize("address", ["https://[bad", "mailto:", "https://" + "a" * 5000])
def test_a_hostile_address_is_only_an_address(address):
    assert all(len(key) <= 40 for key in print_of("", [address]).keys)


def test_the_longest_text_is_printed_in_no_time():
    begun = time.perf_counter()

    print_of(("lorem ipsum dolor " * 2_000)[:32_000], [])

    assert time.perf_counter() - begun < 0.1
