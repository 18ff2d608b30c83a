"""Patterns that cannot hang the server: re2 reads a text once, whatever the pattern is.

Its time grows with the text times the size of the pattern, so both have an end. What only a search
that goes back and tries again could find (references back, looking around) it does not know.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import re2

from forum.kernel.policy import Invalid

LONGEST = 300
# Steps of the compiled pattern. Counting (`x{40}`) is what makes a search slow, letters of all
# scripts (`\pL`) are what makes a pattern large without making it slow.
MOST_STEPS = 6_000
MOST_STEPS_COUNTED = 500
MEMORY = 8 << 20
# How much of a text is searched.
MOST_SIGNS = 40_000
_LETTER = r"[\pL\pN_]"
_COUNTED = re.compile(r"\{\d")


def is_in(pattern: Any, text: str) -> bool:
    """Whether the pattern is found in the text."""
    return pattern.search(text[:MOST_SIGNS]) is not None


def checked(typed: str, *, case: bool) -> Any:
    """The pattern, ready to search with. Raises Invalid("conditions", …) when it cannot be used."""
    if len(typed) > LONGEST:
        raise Invalid("conditions", "pattern_long", most=LONGEST)
    pattern = _compiled(typed, case)
    most = MOST_STEPS_COUNTED if _COUNTED.search(typed) else MOST_STEPS
    if pattern is None:
        raise Invalid("conditions", "pattern_unreadable")
    if pattern.programsize > most:
        raise Invalid("conditions", "pattern_large")
    if is_in(pattern, ""):
        raise Invalid("conditions", "pattern_always")
    return pattern


def of_words(words: Iterable[str], *, whole: bool, case: bool) -> Any:
    """A pattern for any of the words; a star stands for more letters. Raises Invalid."""
    any_of = "|".join(_word(word) for word in words)
    edges = (rf"(?:^|[^\pL\pN_])(?:{any_of})(?:$|[^\pL\pN_])") if whole else f"(?:{any_of})"
    pattern = _compiled(edges, case)
    if pattern is None:
        raise Invalid("conditions", "pattern_large")
    return pattern


def _word(word: str) -> str:
    """One or several words: any space between them will do."""
    parts = [re2.escape(part).replace(r"\*", rf"{_LETTER}*") for part in word.split()]
    return r"\s+".join(parts)


@lru_cache(maxsize=512)
def _compiled(pattern: str, case: bool) -> Any:
    options = re2.Options()
    options.max_mem, options.log_errors = MEMORY, False
    options.case_sensitive, options.never_capture = case, True
    try:
        return re2.compile(pattern, options)
    except re2.error:
        return None
