"""Taking out of a text who it is by and about, so that it can be shown to others of the team."""

import re
from collections.abc import Iterable

HIDDEN = "[…]"
ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
MENTION = re.compile(r"@[\w.-]{1,60}")
PHONE = re.compile(r"\+?\d[\d ()/-]{6,20}\d")
SHORTEST_PART = 3


def veiled(text: str, names: Iterable[str]) -> str:
    """The text without mentions, mail addresses, phone numbers and these names."""
    shown = ADDRESS.sub(HIDDEN, text)
    shown = PHONE.sub(HIDDEN, MENTION.sub(HIDDEN, shown))
    words = sorted(_words(names), key=len, reverse=True)
    if not words:
        return shown
    known = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)
    return known.sub(HIDDEN, shown)


def _words(names: Iterable[str]) -> set[str]:
    """Whole names, and the parts of those that have several."""
    whole = {name.strip() for name in names if name.strip()}
    parts = {part for name in whole for part in re.split(r"[\s._-]+", name)}
    return whole | {part for part in parts if len(part) >= SHORTEST_PART}
