"""Passwords: which are too easy to guess, and how the others are kept and compared."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from forum.kernel.policy import Invalid

SHORTEST = 10
LONGEST = 512
FEW_CHARACTERS = 3
SHORTEST_RUN = 3
SHORTEST_WORD = 4
SHORTEST_ABOUT = 3
# So many characters beside a common word do not make it a good password.
FEW_BESIDE = 5
WORDS_FILE = Path(__file__).with_name("common_words.txt")
LEET = str.maketrans("@4031!5$7+89", "aaoeiisstt" + "bg")
# Words that are put before or behind others.
GLUE = ("my", "the", "i", "love", "you", "me", "is", "and", "one", "for", "pass", "abc", "test")
# Ways of fingers over keys, and of counting; also read backwards.
WALKS = (
    "0123456789012345678901234567890",
    "abcdefghijklmnopqrstuvwxyzabc",
    "qwertyuiop[]qwertyuiop", "asdfghjkl;'asdfghjkl", "zxcvbnm,./zxcvbnm",
    "qwertzuiopqwertz", "yxcvbnm", "azertyuiopazerty", "qsdfghjklm", "wxcvbn",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "qazwsxedcrfvtgbyhnujmikolp",
    "1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0", "1a2b3c4d5e6f7g8h9i", "a1b2c3d4e5f6g7h8i9",
    "!@#$%^&*()_+", "147258369", "159753", "741852963", "1qw23er45ty67ui89op",
)  # fmt: skip
hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)


@dataclass(frozen=True)
class Comparison:
    """Whether a password was right; the hash to keep from now on when the old one is dated."""

    is_right: bool
    new_hash: str | None = None


def hashed(password: str, *, about: Collection[str] = ()) -> str:
    """The hash of a password that is good enough; takes some hundredths of a second.

    Words in `about` (the member's name and address, the brand) make a password easy to guess.
    Raises Invalid with a reason word for the field `password`.
    """
    reason = weakness(password, about=about)
    if reason:
        raise Invalid("password", reason)
    return hasher.hash(_normalised(password))


def compare(password: str, known_hash: str | None) -> Comparison:
    """Compare a password with a hash; without a hash it takes as long, and is always wrong."""
    try:
        hasher.verify(known_hash or _hash_of_nobody(), _normalised(password[: LONGEST + 1]))
    except (VerificationError, InvalidHashError):
        return Comparison(False)
    if known_hash is None:
        return Comparison(False)
    dated = hasher.check_needs_rehash(known_hash)
    return Comparison(True, hasher.hash(_normalised(password)) if dated else None)


def weakness(password: str, *, about: Collection[str] = ()) -> str:
    """The reason word why a password is not good enough; empty when it is."""
    if len(password) < SHORTEST:
        return "password_short"
    if len(password) > LONGEST:
        return "password_long"
    plain = unicodedata.normalize("NFKC", password).casefold()
    if any(_is_mostly(plain, word) for word in about):
        return "password_personal"
    return "password_common" if _is_common(plain) else ""


def _normalised(password: str) -> str:
    """One form for what different keyboards type; nothing is cut off or made smaller."""
    return unicodedata.normalize("NFC", password)


@cache
def _hash_of_nobody() -> str:
    return hasher.hash("a password that nobody has")


def _is_mostly(plain: str, word: str) -> bool:
    """Whether little is left of the password when the word is taken out."""
    squeezed, needle = (re.sub(r"[\W_]", "", text.casefold()) for text in (plain, word))
    if len(needle) < SHORTEST_ABOUT or needle not in squeezed:
        return False
    rest = squeezed.replace(needle, "", 1)
    return len(rest) <= FEW_BESIDE or needle in rest or _is_walk(rest) or _is_common_word(rest)


def _is_common(plain: str) -> bool:
    """Whether the password is one that is tried first: a word and some digits, a way of keys."""
    unit = _repeated_part(plain)
    if len(set(plain)) <= FEW_CHARACTERS or len(unit) < SHORTEST_WORD or _is_walk(unit):
        return True
    bare = unit.strip("0123456789!?.,-_*#$%&+=@ ")
    readings = {unit, bare.translate(LEET), unit.translate(LEET), re.sub(r"[\W\d_]", "", unit)}
    return any(_is_common_word(_letters(reading)) for reading in readings) and _adds_little(unit)


def _repeated_part(text: str) -> str:
    """The shortest text of which this one is a repetition; `abab` is `ab` again."""
    return text[: (text + text).find(text, 1)]


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalpha())


def _adds_little(text: str) -> bool:
    """Whether what stands beside the letters of a common word could be guessed with it."""
    text = re.sub(r"(19|20)\d\d", " ", text)
    beside = [group for group in re.split(r"[^\W\d_]+", text) if group]
    return sum(0 if _is_walk(group) else len(group) for group in beside) <= FEW_BESIDE


def _is_walk(text: str) -> bool:
    """Whether the text is hardly more than ways of fingers, such as `123qweasd` or `112233`."""
    single = re.sub(r"(.)\1+", r"\1", text)
    return len(single) == 1 or min(_off_the_ways(text), _off_the_ways(single)) <= len(text) // 6


def _off_the_ways(text: str) -> int:
    """How many characters lie beside the ways of fingers."""
    astray = 0
    while text:
        step = max(n for n in range(len(text) + 1) if n < SHORTEST_RUN or _is_on_a_walk(text[:n]))
        astray += 0 if step >= SHORTEST_RUN else 1
        text = text[step if step >= SHORTEST_RUN else 1 :]
    return astray


def _is_on_a_walk(text: str) -> bool:
    return any(text in walk or text in walk[::-1] for walk in WALKS)


def _is_common_word(word: str) -> bool:
    """Whether it is a common word, the same word again, or one with some glue."""
    part = _repeated_part(word) if word else word
    if {part, word} & common_words():
        return True
    return any(
        (word.startswith(glue) and word.removeprefix(glue) in common_words())
        or (word.endswith(glue) and word.removesuffix(glue) in common_words())
        for glue in GLUE
    )


@cache
def common_words() -> frozenset[str]:
    """The words of our list."""
    lines = WORDS_FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(" ".join(line for line in lines if not line.startswith("#")).split())
