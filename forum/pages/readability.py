"""How easily a text reads, in any language that parts words by spaces.

The measure is LIX: words in a sentence, and the share of words longer than six letters. It needs
no list of syllables, so it serves English and German alike.
"""

import re
from dataclasses import dataclass

WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
END = re.compile(r"[.!?:;]+(?:\s|$)|\n+")
LONG = 6
FEWEST_WORDS = 15
# Thai, Lao, Burmese, Khmer, Japanese, Chinese: their words have no spaces between them.
UNPARTED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
MOST_UNPARTED = 0.1
# Up to which LIX somebody of this age reads a text with ease.
AGES = ((24, 9), (29, 11), (34, 13), (40, 15), (48, 17))
ADULT = 18
# Younger than most members are: what they read with ease, everybody does.
GOOD_AGE = 13


@dataclass(frozen=True)
class Reading:
    """What was found: the measure, and the age from which the text reads easily."""

    lix: int
    age: int
    longest: str

    @property
    def is_easy(self) -> bool:
        """Whether nearly everybody reads it with ease."""
        return self.age <= GOOD_AGE


def reading_of(text: str) -> Reading | None:
    """How the text reads; nothing for one that is too short, or whose script has no spaces."""
    words = WORD.findall(text)
    if len(words) < FEWEST_WORDS or _is_unparted(text):
        return None
    sentences = [part.strip() for part in END.split(text) if WORD.search(part)]
    long_words = sum(len(word) > LONG for word in words)
    lix = round(len(words) / len(sentences) + 100 * long_words / len(words))
    age = next((age for most, age in AGES if lix <= most), ADULT)
    return Reading(lix, age, max(sentences, key=lambda part: len(WORD.findall(part))))


def _is_unparted(text: str) -> bool:
    return len(UNPARTED.findall(text)) > MOST_UNPARTED * len(text)
