"""Usernames: which may be taken, how they are looked up, and which look alike."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import cache

from forum.accounts import confusables, reserved

SHORTEST = 2
LONGEST = 30
LONGEST_SHOWN = 60
INNER = "_-."
MOST_MARKS = 3
# Letters and marks that show nothing: fillers, joiners and the selectors of variants.
UNSEEN = {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0}
UNSEEN |= {*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}
# Scripts that are written together; every other name keeps to one.
TOGETHER = (
    {"LATIN", "CJK", "HIRAGANA", "KATAKANA"},
    {"LATIN", "CJK", "BOPOMOFO"},
    {"LATIN", "CJK", "HANGUL"},
)
SAME_SCRIPT = {"IDEOGRAPHIC": "CJK", "KATAKANA-HIRAGANA": "KATAKANA", "HALFWIDTH": "KATAKANA"}


def normalised(name: str) -> str:
    """The name as it is kept: every character in its plain and composed form."""
    return unicodedata.normalize("NFKC", name)


def fold(name: str) -> str:
    """The form under which a name is looked up: compatible characters and cases made one."""
    # PostgreSQL keeps no zero byte; what stands for it here is in nobody's name.
    whole = name.replace("\x00", "\ufffd")
    return normalised(normalised(whole).casefold()).strip()


def skeleton(name: str) -> str:
    """What is left of a name when everything that readers may overlook is taken away.

    Two names with one skeleton look alike: accents, separators, digits that look like letters
    and letters of other scripts that look like Latin ones make no difference.
    """
    plain = "".join(_plain(character) for character in name)
    letters = unicodedata.normalize("NFD", fold(plain))
    text = "".join(_plain(c) for c in letters if not _is_accent(c) and c not in INNER)
    for pair, single in confusables.PAIRS.items():
        text = text.replace(pair, single)
    return text


def shown(text: str) -> str:
    """A line that members write of themselves, without anything that cannot be seen."""
    line = " ".join(unicodedata.normalize("NFC", text).split())
    return "".join(c for c in line if c == " " or not _is_unseen(c))[:LONGEST_SHOWN].strip()


def problem(name: str, *, official: Collection[str] = ()) -> str:
    """The reason word why nobody may be called so; empty when somebody may.

    Names in `official`, such as the brand's, are kept from look-alikes too.
    """
    clean = normalised(name)
    if any(_is_unseen(character) for character in name):
        return "name_unseen"
    if not SHORTEST <= len(clean) <= LONGEST:
        return "name_length"
    if not all(_may_stand(character) for character in clean) or _has_heaped_marks(clean):
        return "name_characters"
    if not re.fullmatch(r"[^_.-]+([_.-][^_.-]+)*", clean):
        return "name_edges"
    if not any(unicodedata.category(character).startswith("L") for character in clean):
        return "name_letters"
    if _is_mixed(clean):
        return "name_mixed"
    return "name_reserved" if _is_reserved(clean, official) else ""


def _plain(character: str) -> str:
    """The Latin letter that the character is mistaken for, or the character itself."""
    if character.isdecimal():
        character = str(unicodedata.decimal(character))
    return confusables.SINGLE.get(character, character)


def _is_accent(character: str) -> bool:
    """A mark above, below or through a letter, of the kind that Latin, Greek and Cyrillic use."""
    return unicodedata.name(character, "").startswith("COMBINING") and not _is_of_kana(character)


def _is_of_kana(character: str) -> bool:
    """The two small strokes and the ring that make another letter of a Japanese one."""
    return character in "\u3099\u309a"


def _is_unseen(character: str) -> bool:
    kind = unicodedata.category(character)
    return kind[0] in "CZ" or ord(character) in UNSEEN


def _may_stand(character: str) -> bool:
    kind = unicodedata.category(character)
    return kind[0] == "L" or kind in {"Mn", "Mc", "Nd"} or character in INNER


def _has_heaped_marks(name: str) -> bool:
    """Whether marks stand alone or are heaped up: one accent a letter, or three signs of others."""
    accents = marks = 0
    after_letter = False
    for character in name:
        if not unicodedata.category(character).startswith("M"):
            accents = marks = 0
            after_letter = unicodedata.category(character).startswith("L")
            continue
        marks += 1
        accents += _is_accent(character)
        if not after_letter or accents > 1 or marks > MOST_MARKS:
            return True
    return False


def _is_mixed(name: str) -> bool:
    """Whether the name mixes scripts that are not written together, or kinds of digits."""
    scripts = set(_scripts(name))
    zeros = {ord(c) - unicodedata.decimal(c) for c in name if c.isdecimal()}
    together = len(scripts) == 1 or any(scripts <= allowed for allowed in TOGETHER)
    return not together or len(zeros) > 1


def _scripts(name: str) -> Iterator[str]:
    """The script of each letter, which is how its name in Unicode begins."""
    for character in name:
        if unicodedata.category(character).startswith("L"):
            word = unicodedata.name(character, "?").split()[0]
            yield SAME_SCRIPT.get(word, word)


def sounds_official(text: str, official: Collection[str] = ()) -> bool:
    """Whether a name, or a part of it, claims to be the site or one of its staff."""
    squeezed = skeleton(_squeezed(text))
    if squeezed in _official() or squeezed in {skeleton(_squeezed(word)) for word in official}:
        return True
    return any(skeleton(part) in _offices() for part in re.split(r"[\s_.-]", text))


@cache
def _official() -> frozenset[str]:
    return frozenset(skeleton(_squeezed(word)) for word in reserved.OFFICIAL)


@cache
def _offices() -> frozenset[str]:
    return frozenset(map(skeleton, reserved.OFFICES))


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]", "", fold(text))


def _is_reserved(name: str, official: Collection[str]) -> bool:
    return (
        _squeezed(name) in reserved.PLACES
        or sounds_official(name, official)
        or fold(name).rpartition(".")[2] in (reserved.ENDINGS if "." in name else ())
    )
