"""The only place that asks what time it is, so that tests and the demonstration can set it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_set_to: ContextVar[datetime | None] = ContextVar("clock_set_to", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _set_to.get() or datetime.now(UTC)


def is_real() -> bool:
    """Whether nobody has set the clock: what happens now happens before people's eyes."""
    return _set_to.get() is None


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let `now()` answer with this aware moment inside the block."""
    token = _set_to.set(moment)
    try:
        yield
    finally:
        _set_to.reset(token)
