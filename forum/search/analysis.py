"""How text becomes the words that are searched; all engines search the same ones.

Lower case, no accents, no endings. Scripts that put no spaces between words (Chinese, Japanese,
Korean, Thai and their neighbours) become overlapping pairs of characters.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from forum.search.stems import stem

# Raised whenever the words of the same text become other ones: then every index is made anew.
VERSION = 1
LONGEST = 40
# Thai to Myanmar, Khmer; kana, Chinese characters, Hangul; the planes of rare characters.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003fffd"
)
# Marks that belong to the letter before them, which Python does not count among letters.
MARKS = (
    "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f"
    "\u0981-\u0983\u09bc-\u09cd\u0a01-\u0dff"
)
LETTER = rf"(?:[^\W_{UNSPACED}][{MARKS}]*)"
PATTERN = re.compile(rf"(?P<run>[{UNSPACED}]+)|{LETTER}+(?:['\u2019]{LETTER}+)*")
# The same for texts without any of these: without marks and unspaced scripts a word is a run of
# letters, which is found several times as fast. Most texts have none of them.
UNPLAIN = re.compile("[\u02b0-\u1fff\u2070-\U0010ffff]")
PLAIN = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
APOSTROPHES = str.maketrans("", "", "'\u2019")
# Letters before this one, and those of the extended alphabets, lose their accents.
FIRST_WITHOUT = "\u0530"
EXTENDED = ("\u1e00", "\u1fff")


class Place(NamedTuple):
    """Where a word stands in a text, and what it is searched as."""

    start: int
    end: int
    word: str


def words(text: str) -> list[str]:
    """The words of a text in their order; single characters of unspaced scripts come last."""
    found: list[str] = []
    singles: dict[str, None] = {}
    for match in PATTERN.finditer(text):
        if match.lastgroup == "run":
            run = unicodedata.normalize("NFKC", match.group())
            found += _pairs(run)
            singles.update(dict.fromkeys(run))
        else:
            found.append(as_searched(match.group()))
    return found + list(singles)


def typed_words(text: str) -> tuple[str, ...]:
    """The words of something that is looked for, in their order."""
    found: list[str] = []
    for match in PATTERN.finditer(text):
        if match.lastgroup == "run":
            found += _pairs(unicodedata.normalize("NFKC", match.group()))
        else:
            found.append(as_searched(match.group()))
    return tuple(found)


def places(text: str, wanted: frozenset[str]) -> Iterator[Place]:
    """Where any of the wanted words stand."""
    pattern = PATTERN if UNPLAIN.search(text) else PLAIN
    for match in pattern.finditer(text):
        if match.lastgroup == "run":
            yield from _places_in_run(match, wanted)
            continue
        word = as_searched(match.group())
        if word in wanted:
            yield Place(*match.span(), word)


def _places_in_run(match: re.Match[str], wanted: frozenset[str]) -> Iterator[Place]:
    run = match.group()
    for at in range(len(run)):
        for size in (2, 1):
            if run[at : at + size] in wanted:
                yield Place(match.start() + at, match.start() + at + size, run[at : at + size])
                break


@lru_cache(maxsize=200_000)
def as_searched(word: str) -> str:
    """One word as it is searched."""
    folded = folded_word(word)
    folded = folded.removesuffix("'s")
    return stem(folded.translate(APOSTROPHES))[:LONGEST]


def folded_word(word: str) -> str:
    """The word in lower case without accents; signs that distinguish letters elsewhere stay."""
    plain = unicodedata.normalize("NFKC", word).replace("\u2019", "'").casefold()
    if plain.isascii():
        return plain
    return "".join(_bare(character) for character in plain)


def _bare(character: str) -> str:
    if character < FIRST_WITHOUT or EXTENDED[0] <= character <= EXTENDED[1]:
        parts = unicodedata.normalize("NFD", character)
        return "".join(part for part in parts if not unicodedata.combining(part))
    return character


def _pairs(run: str) -> Sequence[str]:
    if len(run) == 1:
        return [run]
    return [run[at : at + 2] for at in range(len(run) - 1)]


def beginnings(names: Sequence[str]) -> list[str]:
    """Every beginning of each word of some names, so that half a name finds its member."""
    found: dict[str, None] = {}
    for name in names:
        for match in PATTERN.finditer(name):
            word = folded_word(match.group()).translate(APOSTROPHES)[:LONGEST]
            found.update(dict.fromkeys(word[:size] for size in range(1, len(word) + 1)))
    return list(found)


def begun(text: str) -> tuple[str, ...]:
    """Words of a name as somebody types them, for `beginnings`."""
    typed = [folded_word(match.group()) for match in PATTERN.finditer(text)]
    return tuple(word.translate(APOSTROPHES)[:LONGEST] for word in typed)
