"""The piece of a text around what was looked for, with the words marked."""

from collections import Counter, deque
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from forum.search import analysis
from forum.search.analysis import Place

LENGTH = 220
BEFORE = 60
# Of a long text the rest is looked at only where nothing stands in so many characters.
FIRST_LOOK, LOOKED_AT = 6_000, 40_000
MOST_PLACES = 200
CUT = "…"


class Stretch(NamedTuple):
    """Some words of an extract, marked or not."""

    text: str
    is_marked: bool = False


def marked(text: str, wanted: frozenset[str]) -> Sequence[Stretch]:
    """The whole text with the words marked."""
    found = list(analysis.places(text, wanted)) if wanted else []
    return list(_stretches(text, found))


def extract(text: str, wanted: frozenset[str]) -> Sequence[Stretch]:
    """One line of the text: where most of the words stand together, or its beginning."""
    line, found = _looked_through(text[:FIRST_LOOK], wanted)
    if not found and wanted and len(text) > FIRST_LOOK:
        line, found = _looked_through(text[:LOOKED_AT], wanted)
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


def _looked_through(text: str, wanted: frozenset[str]) -> tuple[str, Sequence[Place]]:
    """The text as one line, and where the first of the wanted words stand in it."""
    line = " ".join(text.split())
    return line, list(islice(analysis.places(line, wanted), MOST_PLACES)) if wanted else []


def _densest(found: Sequence[Place]) -> int:
    """Where a window begins that holds most different words."""
    best, at = 0, 0
    within: deque[Place] = deque()
    words: Counter[str] = Counter()
    for place in found:
        within.append(place)
        words[place.word] += 1
        while place.end - within[0].start > LENGTH - BEFORE and len(within) > 1:
            left = within.popleft()
            words[left.word] -= 1
            if not words[left.word]:
                del words[left.word]
        if len(words) > best:
            best, at = len(words), within[0].start
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
