"""How much a text reads like those that were removed, learned from decisions. No table is asked.

Each word weighs what the decisions say of it: the logarithm of how much more often it stood in
removed texts than in kept ones. A text comes to the sum over its words, each counted once.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, log
from zlib import crc32

# Of each sort so many decisions must be there before anything is said.
LEAST = 100
# What is kept: the words that say most, about 100 KB of them.
MOST_WORDS = 4_000
LEAST_TIMES = 2
LONGEST_TEXT, LONGEST_WORD = 4_000, 24
MOST_POINTS = 10
# Below these odds, 99 to 1, nothing is added: it would be a guess.
SURE = log(99)
# Every so many texts one is held back, to see how good what was learned is.
HELD_BACK = 5
_WORD = re.compile(r"[^\W\d_]{2,}|\d+|[£$€!?]")
_NUMBER = "#"


@dataclass(frozen=True)
class Learned:
    """What the words weigh, in hundredths, and on how many texts that stands."""

    kept: int
    removed: int
    words: Mapping[str, int]

    @property
    def speaks(self) -> bool:
        """Whether it stands on enough to say anything."""
        return min(self.kept, self.removed) >= LEAST

    def odds(self, text: str) -> float:
        """The logarithm of how much likelier it is that somebody would remove the text."""
        return sum(self.words.get(word, 0) for word in words_of(text)) / 100

    def points(self, text: str) -> int:
        """What it adds to a case: nothing unless it is sure, ten at most."""
        over = self.odds(text) - SURE if self.speaks else 0.0
        return min(MOST_POINTS, 1 + int(over)) if over > 0 else 0


def share_of(odds: float) -> int:
    """The same as a share of a hundred; nothing is ever quite sure."""
    return min(99, round(100 / (1 + exp(-max(-30.0, min(30.0, odds))))))


@dataclass(frozen=True)
class Measured:
    """How good it is on texts that it did not learn from."""

    removed: int
    kept: int
    # Of each sort, those to which it would have added something.
    removed_met: int
    kept_met: int


def words_of(text: str) -> set[str]:
    """The words of a text, and pairs of neighbours; every number is the same word."""
    found = _WORD.findall(text[:LONGEST_TEXT].casefold())
    plain = [_NUMBER if word.isdecimal() else word[:LONGEST_WORD] for word in found]
    pairs = {f"{one} {other}" for one, other in pairwise(plain)}
    return set(plain) | pairs


def learn(kept: Sequence[str], removed: Sequence[str]) -> Learned:
    """What these decisions say of each word; sorts of different size count alike."""
    of_kept, of_removed = _counted(kept), _counted(removed)
    weights = {
        word: round(100 * _weight(of_kept[word], of_removed[word], len(kept), len(removed)))
        for word in of_kept.keys() | of_removed.keys()
        if of_kept[word] + of_removed[word] >= LEAST_TIMES
    }
    telling = sorted(weights.items(), key=lambda one: (-abs(one[1]), one[0]))
    return Learned(len(kept), len(removed), dict(telling[:MOST_WORDS]))


def measured(kept: Sequence[str], removed: Sequence[str]) -> Measured:
    """Learn from four fifths and try it on the fifth; which text is in it does not change."""
    old_kept, new_kept = _parted(kept)
    old_removed, new_removed = _parted(removed)
    tried = learn(old_kept, old_removed)
    met = [sum(tried.odds(text) > SURE for text in some) for some in (new_removed, new_kept)]
    return Measured(len(new_removed), len(new_kept), *met)


def _counted(texts: Iterable[str]) -> Counter[str]:
    return Counter(word for text in texts for word in words_of(text))


def _weight(kept: int, removed: int, all_kept: int, all_removed: int) -> float:
    """One text that both sorts share, as large as each is, is added: seen once is no proof."""
    share = all_removed / (all_kept + all_removed)
    return log((removed + share) / (all_removed + share)) - log(
        (kept + 1 - share) / (all_kept + 1 - share)
    )


def _parted(texts: Sequence[str]) -> tuple[list[str], list[str]]:
    first: list[str] = []
    second: list[str] = []
    for text in texts:
        (first if crc32(text.encode()) % HELD_BACK else second).append(text)
    return first, second
