"""What is left of a word when its endings are taken away: "grinders" and "grinding" are one word.

Light rules for English and German, the languages of the site; they only bring forms of a word
together and are never shown to anybody.
"""

from functools import lru_cache

SHORTEST = 4
VOWELS = frozenset("aeiouy")
SIBILANTS = ("sses", "ches", "shes", "xes", "zes")
# Endings with the fewest letters that must stand before them; the first that fits is taken away.
VERBS = (("ing", 3), ("ed", 3))
OTHERS = (("ern", 4), ("ers", 4), ("er", 4), ("en", 4), ("em", 4), ("es", 4))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The word without its endings; it must be folded already."""
    if len(word) < SHORTEST or not word.isalpha() or not word.isascii():
        return word
    word = _without(_singular(word), VERBS)
    word = _without(word, OTHERS)
    if word.endswith("ly") and len(word) > 2 + SHORTEST:
        word = word[:-2]
    if word.endswith("e") and len(word) >= SHORTEST:
        word = word[:-1]
    return _undoubled(word)


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > SHORTEST:
        return word[:-3] + "y"
    if word.endswith(SIBILANTS):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _without(word: str, endings: tuple[tuple[str, int], ...]) -> str:
    for ending, least in endings:
        before = word[: -len(ending)]
        if word.endswith(ending) and len(before) >= least and VOWELS & set(before):
            return before
    return word


def _undoubled(word: str) -> str:
    """A letter that stands twice at the end stands there once: "stalled", "stall", "stal"."""
    if len(word) >= SHORTEST and word[-1] == word[-2]:
        return word[:-1]
    return word
