"""What an edit changed, line by line, and within changed lines word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

WORDS = re.compile(r"\w+|\s+|[^\w\s]")
# Lines around a change that are shown with it.
AROUND = 2
# Longer lines are shown as changed in whole: comparing their words would take too long.
MOST_WORDS = 1_500


@dataclass(frozen=True)
class Line:
    """A line: same, added, removed, or gap for lines left out. Pieces: (has it changed, text)."""

    kind: str
    pieces: tuple[tuple[bool, str], ...]


def difference(before: str, after: str) -> Sequence[Line]:
    """The lines to show, with unchanged stretches left out."""
    old, new = before.splitlines(), after.splitlines()
    lines: list[Line] = []
    # In long texts the matcher lets what is very common match nothing: else it takes minutes.
    blocks = SequenceMatcher(None, old, new).get_opcodes()
    for place, (kind, start, end, new_start, new_end) in enumerate(blocks):
        if kind == "equal":
            is_first, is_last = place == 0, place == len(blocks) - 1
            lines += _unchanged(old[start:end], is_first=is_first, is_last=is_last)
        else:
            lines += _changed(old[start:end], new[new_start:new_end])
    return lines


def _unchanged(lines: Sequence[str], *, is_first: bool, is_last: bool) -> Iterator[Line]:
    """The lines beside a change; those further away become one gap."""
    head = 0 if is_first else AROUND
    tail = 0 if is_last else AROUND
    if len(lines) <= head + tail + 1:
        yield from (_whole("same", line) for line in lines)
        return
    yield from (_whole("same", line) for line in lines[:head])
    yield Line("gap", ((False, "…"),))
    yield from (_whole("same", line) for line in lines[len(lines) - tail :])


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    """Removed lines before added ones; where they stand in pairs, the changed words are marked."""
    pairs = [_words_changed(a, b) for a, b in zip(old, new, strict=False)]
    yield from (removed for removed, _ in pairs)
    yield from (_whole("removed", line, changed=True) for line in old[len(pairs) :])
    yield from (added for _, added in pairs)
    yield from (_whole("added", line, changed=True) for line in new[len(pairs) :])


def _words_changed(before: str, after: str) -> tuple[Line, Line]:
    old, new = WORDS.findall(before), WORDS.findall(after)
    if max(len(old), len(new)) > MOST_WORDS:
        return _whole("removed", before, changed=True), _whole("added", after, changed=True)
    removed: list[tuple[bool, str]] = []
    added: list[tuple[bool, str]] = []
    blocks = SequenceMatcher(None, old, new).get_opcodes()
    for kind, start, end, new_start, new_end in blocks:
        removed.append((kind != "equal", "".join(old[start:end])))
        added.append((kind != "equal", "".join(new[new_start:new_end])))
    return Line("removed", _full(removed)), Line("added", _full(added))


def _full(pieces: Sequence[tuple[bool, str]]) -> tuple[tuple[bool, str], ...]:
    return tuple((changed, text) for changed, text in pieces if text)


def _whole(kind: str, line: str, *, changed: bool = False) -> Line:
    return Line(kind, ((changed, line),))
