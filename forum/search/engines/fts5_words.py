"""What is wanted, in the words of SQLite's full-text index."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from forum.search.engines.engine import Group, Wanted

# A document's key holds its day above its ref: its age is known without reading the row, and
# the order of the keys is the order of time.
DAY = 2**36
# Tells every fact of the index that is one letter, the same for all of them, and a number.
Known: TypeAlias = Callable[[str], frozenset[str]]


class Kinds:
    """The facts by their letters, as they were found in one state of the index."""

    def __init__(self) -> None:
        self._state: int | None = None
        self._found: dict[str, frozenset[str]] = {}

    def at(self, state: int, find: Known) -> Known:
        """What tells them, and looks for those of each letter once."""
        if state != self._state:
            self._state, self._found = state, {}
        found = self._found

        def known(letter: str) -> frozenset[str]:
            if letter not in found:
                found[letter] = find(letter)
            return found[letter]

        return known


def widened(wanted: Wanted, known: Known) -> Wanted:
    """The same wish in fewer words: to have one of many facts is to have none of the others.

    Asking for a long row of channels costs more than the words. Where those that are there and are
    not asked for are fewer, leaving them out says the same, for the index is of one moment.
    """
    kept, unlike = [], wanted.unlike
    for any_of in wanted.facts:
        there = known(_letter(any_of)) if _letter(any_of) else frozenset()
        others = there - any_of
        if there and len(others) < len(any_of & there):
            unlike |= others
        else:
            kept.append((any_of & there) or any_of)
    # Something must be asked for before anything can be left out.
    if not (kept or wanted.groups):
        return wanted
    return replace(wanted, facts=tuple(kept), unlike=unlike)


def _letter(facts: frozenset[str]) -> str:
    """The letter with which all of these begin, when each goes on with a number."""
    letters = {fact[0] for fact in facts if fact[1:].isdecimal()}
    is_one = len(letters) == 1 and len(facts) > 1 and all(fact[1:].isdecimal() for fact in facts)
    return letters.pop() if is_one else ""


def condition(wanted: Wanted) -> tuple[str, dict[str, object]]:
    """The condition in SQL, and its values."""
    parts: list[str] = []
    values: dict[str, object] = {}
    said = _said(wanted)
    if said:
        parts.append("words MATCH :said")
        values["said"] = said
    if wanted.first_day is not None:
        parts.append(f"words.rowid >= {max(0, wanted.first_day) * DAY}")
    if wanted.last_day is not None:
        parts.append(f"words.rowid < {(max(-1, wanted.last_day) + 1) * DAY}")
    if wanted.hidden:
        refs = ", ".join(map(str, map(int, wanted.hidden)))
        parts.append(f"words.rowid NOT IN (SELECT key FROM keys WHERE ref IN ({refs}))")  # noqa: S608
    return " AND ".join(parts) or "1", values


def _said(wanted: Wanted) -> str:
    """The words, phrases and facts as one expression of the index."""
    column = "title" if wanted.in_title else "{title text}"
    between = " OR " if wanted.one_is_enough else " AND "
    words = between.join(f"{column} : {_quoted(group)}" for group in wanted.groups)
    have = [f"({words})"] if words else []
    have += [f"facts : ({' OR '.join(map(_one, sorted(any_of)))})" for any_of in wanted.facts]
    have_not = [f"{column} : {_quoted(group)}" for group in wanted.without]
    have_not += [f"facts : {_one(fact)}" for fact in sorted(wanted.unlike)]
    said = " AND ".join(have)
    return f"({said}) NOT ({' OR '.join(have_not)})" if said and have_not else said


def _quoted(group: Group) -> str:
    return '"' + " ".join(group).replace('"', "") + '"'


def _one(fact: str) -> str:
    return _quoted((fact,))
