"""What somebody typed into the search box, taken apart: words, phrases and operators.

Nothing typed is ever an error: what is no operator is words.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from forum.search import analysis

LONGEST = 200
MOST_PARTS = 20
PART = re.compile(r'(?P<no>-)?(?:(?P<op>[A-Za-z]+):)?(?:"(?P<quoted>[^"]*)"?|(?P<plain>[^\s"]+))')
DAY = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
DECEMBER = 12


class Kind(StrEnum):
    """What a part of the typed text is."""

    WORDS = "words"
    PHRASE = "phrase"
    TAG = "tag"
    AUTHOR = "author"
    CHANNEL = "channel"
    TOPIC = "topic"
    BEFORE = "before"
    AFTER = "after"
    IS = "is"
    HAS = "has"
    IN = "in"


WORDS = frozenset({Kind.WORDS, Kind.PHRASE})
# Operators with the values they take; any other value makes words of them.
CHOICES: Mapping[Kind, frozenset[str]] = {
    Kind.IS: frozenset({"answered", "unanswered"}),
    Kind.HAS: frozenset({"image"}),
    Kind.IN: frozenset({"title"}),
}
NAMED = {kind.value: kind for kind in Kind if kind not in WORDS}
# Said so often that they say nothing beside other words.
COMMON = frozenset(
    analysis.typed_words(
        "a an and are as at be but by can do does for from have how i if in is it its me my not of"
        " on or so that the their then there they this to was what when where which who why will"
        " with you your"
        " aber als am an auch auf aus bei das dass dem den der des die ein eine einem einen einer"
        " er es für hat ich im in ist kann man mein mit nicht noch oder sich sie sind so um und uns"
        " vom von vor was wer wenn wie wir zu zum zur"
    )
)


@dataclass(frozen=True)
class Part:
    """One piece of what was typed: its kind, its value, and itself as it was typed."""

    kind: Kind
    value: str
    typed: str
    is_negated: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """The words as they are searched; several of one part follow each other."""
        return analysis.typed_words(self.value)


@dataclass(frozen=True)
class Asked:
    """The whole question."""

    typed: str
    parts: tuple[Part, ...]

    @property
    def sought(self) -> Sequence[Part]:
        """The words and phrases that must be there, without those that say nothing."""
        found = [part for part in self.parts if part.kind in WORDS and not part.is_negated]
        found = [part for part in found if part.words]
        telling = [
            part for part in found if part.kind == Kind.PHRASE or not COMMON.issuperset(part.words)
        ]
        return telling or found

    @property
    def filters(self) -> Sequence[Part]:
        """Everything but plain words: what the page shows as chips."""
        return [part for part in self.parts if part.kind not in WORDS or part.is_negated]

    @property
    def plain(self) -> str:
        """The words alone."""
        return " ".join(part.typed for part in self.parts if part not in self.filters)

    def without(self, part: Part) -> str:
        """The question as typed, without one of its parts."""
        return " ".join(other.typed for other in self.parts if other is not part)

    def with_words(self, better: Mapping[str, str]) -> str:
        """The question with other words in the place of some."""
        return " ".join(
            better.get(part.typed, part.typed) if part.kind == Kind.WORDS else part.typed
            for part in self.parts
        )


def read(typed: str) -> Asked:
    """Take the text apart."""
    line = " ".join(typed.replace("\0", " ")[:LONGEST].split())
    parts = [_part(match) for match in PART.finditer(line)]
    return Asked(line, tuple(parts[:MOST_PARTS]))


def days(value: str) -> tuple[date, date] | None:
    """The first and the last day of a year, a month or a day such as 2025-06."""
    match = DAY.fullmatch(value)
    if match is None:
        return None
    year, month, day = (int(found) if found else None for found in match.groups())
    try:
        if day and month:
            return date(year or 0, month, day), date(year or 0, month, day)
        first = date(year or 0, month or 1, 1)
        end = month or DECEMBER
        after = date(first.year + end // DECEMBER, end % DECEMBER + 1, 1)
    except ValueError:
        return None
    return first, after - timedelta(days=1)


def _part(match: re.Match[str]) -> Part:
    quoted, plain = match["quoted"], match["plain"] or ""
    part = Part(Kind.WORDS, plain, match.group(), match["no"] is not None)
    if match["op"] is not None:
        value = plain if quoted is None else quoted
        return _operator(part, match["op"].casefold(), value.strip().casefold())
    if quoted is not None:
        return replace(part, kind=Kind.PHRASE, value=quoted)
    if plain[0] in "#@" and len(plain) > 1:
        kind = Kind.TAG if plain[0] == "#" else Kind.AUTHOR
        return replace(part, kind=kind, value=plain[1:].casefold())
    return part


def _operator(part: Part, name: str, value: str) -> Part:
    kind = NAMED.get(name)
    if kind is None or not value or not _fits(kind, value):
        return replace(part, value=part.typed.lstrip("-"))
    return replace(part, kind=kind, value=value)


def _fits(kind: Kind, value: str) -> bool:
    if kind in CHOICES:
        return value in CHOICES[kind]
    if kind in {Kind.BEFORE, Kind.AFTER}:
        return days(value) is not None
    if kind == Kind.TOPIC:
        return value.isdecimal() and len(value) < 10  # noqa: PLR2004 -- digits of an id
    return True


def words_of(parts: Sequence[Part]) -> Iterator[str]:
    """Every word of these parts as it is searched."""
    for part in parts:
        yield from part.words
