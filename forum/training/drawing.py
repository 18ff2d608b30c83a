"""An order that looks drawn by lot, and is the same each time for the same seed."""

from collections.abc import Iterable
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")


def drawn(things: Iterable[T], seed: str) -> list[T]:
    """The things in the order of this seed."""
    numbered = sorted(enumerate(things), key=lambda pair: _lot(seed, pair[0]))
    return [thing for _number, thing in numbered]


def _lot(seed: str, number: int) -> bytes:
    return blake2b(f"{seed}:{number}".encode(), digest_size=8).digest()
