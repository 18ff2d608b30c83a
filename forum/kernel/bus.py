"""Signals: what one slice announces and others hear.

A signal is a frozen dataclass of plain values. It is heard at the end of the action that announced
it, in the same transaction: what listeners write is kept or lost together with it. Listeners write
rows; only jobs reach outside.
"""

import logging
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from flask import current_app

from forum.kernel.db import db, is_lost

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Many:
    """A listener that hears all signals of a kind that wait, in their order, when the first does.

    For those to whom it makes no difference what else was announced in between: what is brought
    in by the hundred then costs them little more than one of it.
    """

    hear: Callable[[Sequence[Any]], object]


Handler: TypeAlias = Callable[[Any], object] | Many
Listeners: TypeAlias = list[tuple[type, Handler]]


class Bus:
    """Who hears which kind of signal."""

    def __init__(self) -> None:
        self.handlers: defaultdict[type, list[Handler]] = defaultdict(list)

    def connect(self, kind: type, handler: Handler) -> None:
        """Let the handler hear every signal of this class."""
        self.handlers[kind].append(handler)

    def deliver(self) -> None:
        """Let every announced signal be heard, including those announced meanwhile."""
        # How many of those that wait have been heard by whoever hears many.
        heard: Counter[type] = Counter()
        while outbox():
            signal = outbox().popleft()
            kind = type(signal)
            if heard[kind]:
                heard[kind] -= 1
                self._tell(signal, ())
            else:
                alike = [signal, *(other for other in outbox() if type(other) is kind)]
                heard[kind] = len(alike) - 1
                self._tell(signal, alike)

    def _tell(self, signal: object, alike: Sequence[object]) -> None:
        """Let everybody hear the signal, and whoever hears many all that are like it."""
        for handler in self.handlers[type(signal)]:
            if not isinstance(handler, Many):
                _has_heard(handler, signal)
            elif alike and not _has_heard(handler.hear, alike) and len(alike) > 1:
                # Only what comes of the one that made it fail shall be lost.
                for one in alike:
                    _has_heard(handler.hear, [one])


def each(hear: Callable[[Any], object]) -> Many:
    """A listener that takes signals one by one, and shares a savepoint with others of the kind."""

    def hear_each(signals: Sequence[Any]) -> None:
        for signal in signals:
            hear(signal)

    return Many(hear_each)


def _has_heard(hear: Callable[[Any], object], what: object) -> bool:
    """Give the listener a savepoint: one that fails loses its own rows, and nobody else's."""
    announced = len(outbox())
    try:
        with db.session.begin_nested():
            hear(what)
    except Exception as error:
        # With the line to the database everything is lost, not what this listener wrote alone.
        if current_app.testing or is_lost(error):
            raise
        log.exception("%s failed on %r", hear, what)
        take_back(announced)
        return False
    return True


def announce(signal: object) -> None:
    """Say that something has happened."""
    outbox().append(signal)


def take_back(announced: int) -> None:
    """Forget what was announced since there were so many signals: it has not happened after all."""
    while len(outbox()) > announced:
        outbox().pop()


def outbox() -> deque[object]:
    """The signals announced in this session and not heard yet."""
    signals: deque[object] = db.session().info.setdefault("outbox", deque())
    return signals
