"""Pages of long lists by key, so that a deep page costs what the first costs."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar

T = TypeVar("T")
PAGE_SIZE = 20
LONGEST = 64
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Cursor:
    """The last row of a page: its moment or score, and its id to tell equals apart."""

    value: int
    id: int

    def encode(self) -> str:
        """The cursor as one word for an address."""
        return base64.urlsafe_b64encode(f"{self.value}.{self.id}".encode()).decode().rstrip("=")

    @property
    def moment(self) -> datetime:
        """The value read as microseconds since 1970 (UTC), exactly."""
        return EPOCH + timedelta(microseconds=self.value)


def cursor_at(moment: datetime, row_id: int) -> Cursor:
    """A cursor for a list ordered by a moment."""
    return Cursor((moment - EPOCH) // timedelta(microseconds=1), row_id)


def decode(word: str | None) -> Cursor | None:
    """The cursor of an address, or None when there is none or it makes no sense."""
    if not word or len(word) > LONGEST:
        return None
    try:
        text = base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)).decode("ascii")
        value, _, row_id = text.partition(".")
        cursor = Cursor(int(value), int(row_id))
    except (ValueError, binascii.Error):
        return None
    fits = abs(cursor.value) < 2**53 and 0 <= cursor.id < 2**53
    return cursor if fits else None


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some rows of a list, and the cursor with which the next ones begin."""

    items: Sequence[T]
    next: str | None = None
