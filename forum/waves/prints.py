"""What tells that two texts are nearly the same, and where they lead. Nothing here asks a table.

A text is cut into overlapping pieces of some letters; of the pieces that fall into each of thirty
boxes the one with the lowest number is kept. Of two texts, as many boxes agree as they share
pieces. Three boxes together make a key: texts that share much share at least one key.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit
from zlib import crc32

BOXES, TOGETHER = 30, 3
PIECE = 6
# A shorter text may well be said by many.
SHORTEST = 40
# The rest of a longer one says no more about it.
LONGEST = 1_500
# Of a hundred boxes so many agree in texts that are nearly the same.
ALIKE = 60
MOST_LINKS = 5
# Everybody links to these: only the same page on them says something.
COMMON = frozenset(
    {
        "amazon.com",
        "amazon.de",
        "facebook.com",
        "github.com",
        "google.com",
        "imgur.com",
        "instagram.com",
        "reddit.com",
        "tiktok.com",
        "twitter.com",
        "wikipedia.org",
        "x.com",
        "youtu.be",
        "youtube.com",
    }
)
_EMPTY = -1
_SPREAD = 0x9E3779B1


@dataclass(frozen=True)
class Print:
    """The boxes of a text, none when it is too short, and where it leads."""

    boxes: Sequence[int]
    places: Sequence[str]

    @property
    def keys(self) -> list[str]:
        """The words under which texts like this one are found, each at most 40 signs."""
        bands = [self.boxes[at : at + TOGETHER] for at in range(0, len(self.boxes), TOGETHER)]
        full = [(at, band) for at, band in enumerate(bands) if _EMPTY not in band]
        words = [f"t{at}.{crc32(repr(tuple(band)).encode()):08x}" for at, band in full]
        return words + [place_key(place) for place in self.places]


def print_of(text: str, links: Sequence[str]) -> Print:
    """The print of a text with the addresses that it links to."""
    places = sorted({place for place in map(_place, links) if place})
    return Print(_boxes(_letters(text)), places[:MOST_LINKS])


def place_key(place: str) -> str:
    """The word under which texts that lead to a place are found."""
    return f"l{crc32(place.encode()):08x}{len(place)}"


def are_alike(some: Sequence[int], others: Sequence[int]) -> bool:
    """Whether two texts are nearly the same."""
    pairs = [pair for pair in zip(some, others, strict=False) if pair != (_EMPTY, _EMPTY)]
    same = sum(one == other for one, other in pairs)
    return bool(pairs) and 100 * same >= ALIKE * len(pairs)


def _letters(text: str) -> str:
    """Letters alone: digits, marks and spaces are what is changed first."""
    plain = unicodedata.normalize("NFKC", text[: 2 * LONGEST]).casefold()
    return "".join(sign for sign in plain if sign.isalpha())[:LONGEST]


def _boxes(letters: str) -> list[int]:
    if len(letters) < SHORTEST:
        return []
    boxes = [_EMPTY] * BOXES
    for at in range(len(letters) - PIECE + 1):
        number = crc32(letters[at : at + PIECE].encode()) * _SPREAD & 0xFFFFFFFF
        box, rest = number % BOXES, number // BOXES
        if boxes[box] == _EMPTY or rest < boxes[box]:
            boxes[box] = rest
    return boxes


def _place(address: str) -> str:
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.").lower()
    except ValueError:
        return ""
    is_common = any(host == one or host.endswith(f".{one}") for one in COMMON)
    return f"{host}{parts.path}?{parts.query}" if is_common and host else host
