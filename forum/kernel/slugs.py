"""Readable parts of addresses, in any script."""

import re
import unicodedata

MAX_LENGTH = 80


def slugify(text: str, fallback: str = "topic") -> str:
    """Lower-case words joined by hyphens; letters and digits of every script stay as they are."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    # Accents of Latin letters are dropped, because people type addresses without them.
    plain = "".join(_bare(character) for character in plain)
    words = re.findall(r"[^\W_]+", plain)
    slug = "-".join(words)[:MAX_LENGTH].strip("-")
    return slug or fallback


def _bare(character: str) -> str:
    if character < "\u0250":
        return "".join(
            c for c in unicodedata.normalize("NFD", character) if not unicodedata.combining(c)
        )
    return character
