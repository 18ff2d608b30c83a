"""The piece of a text around what was looked for, with the words marked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from forum.search import analysis
from forum.search.analysis import Place

LENGTH = 220
BEFORE = 60
LOOKED_AT = 40_000
SPACES = re.compile(r"\s+")
CUT = "…"


@dataclass(frozen=True)
class Stretch:
    """Some words of an extract, marked or not."""

    text: str
    is_marked: bool = False


def marked(text: str, wanted: frozenset[str]) -> Sequence[Stretch]:
    """The whole text with the words marked."""
    found = list(analysis.places(text, wanted)) if wanted else []
    return list(_stretches(text, found))


def extract(text: str, wanted: frozenset[str]) -> Sequence[Stretch]:
    """One line of the text: where most of the words stand together, or its beginning."""
    line = SPACES.sub(" ", text[:LOOKED_AT]).strip()
    found = list(analysis.places(line, wanted)) if wanted else []
    start = _start(line, _densest(found))
    end = _end(line, start)
    shown = [place for place in found if start <= place.start and place.end <= end]
    moved = [Place(place.start - start, place.end - start, place.word) for place in shown]
    stretches = list(_stretches(line[start:end], moved))
    if start > 0:
        stretches.insert(0, Stretch(CUT))
    if end < len(line):
        stretches.append(Stretch(CUT))
    return stretches


def _densest(found: Sequence[Place]) -> int:
    """Where a window begins that holds most different words."""
    best, at = 0, 0
    for first, place in enumerate(found[:200]):
        within = {
            other.word for other in found[first:200] if other.end - place.start <= LENGTH - BEFORE
        }
        if len(within) > best:
            best, at = len(within), place.start
    return at


def _start(line: str, at: int) -> int:
    """A little before the place, at the beginning of a word."""
    if at <= BEFORE:
        return 0
    space = line.find(" ", at - BEFORE, at)
    return at - BEFORE if space < 0 else space + 1


def _end(line: str, start: int) -> int:
    if len(line) - start <= LENGTH:
        return len(line)
    space = line.rfind(" ", start + LENGTH // 2, start + LENGTH)
    return start + LENGTH if space < 0 else space


def _stretches(text: str, found: Sequence[Place]) -> Sequence[Stretch]:
    stretches, last = [], 0
    for place in found:
        # Pairs of characters overlap: what is marked already is not marked twice.
        start = max(place.start, last)
        if start >= place.end:
            continue
        if start > last:
            stretches.append(Stretch(text[last:start]))
        stretches.append(Stretch(text[start : place.end], is_marked=True))
        last = place.end
    if last < len(text):
        stretches.append(Stretch(text[last:]))
    return stretches
