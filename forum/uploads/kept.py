"""What a store of files can do, whatever it keeps them on."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Kept:
    """A file of a store: its name, its bytes, and when it was written (seconds since 1970)."""

    name: str
    bytes: int
    written_at: float


class Unreachable(OSError):
    """The store does not answer, or refuses; what was asked of it may work later."""


class Store(Protocol):
    """Keeps whole files under names such as `ab/abc…-320.webp`. A file is written once."""

    def write(self, name: str, data: bytes) -> None:
        """Keep a file; when this returns, it survives a loss of power."""

    def read(self, name: str) -> bytes:
        """The whole file. Raises FileNotFoundError."""

    def size(self, name: str) -> int | None:
        """Bytes of the file, or nothing when it is not there."""

    def remove(self, name: str) -> None:
        """Take the file away, if it is there."""

    def names(self, prefix: str = "") -> Iterator[Kept]:
        """Every file whose name begins so."""
