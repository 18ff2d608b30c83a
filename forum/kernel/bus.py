"""Signals: what one slice announces and others hear.

A signal is a frozen dataclass of plain values. It is heard at the end of the action that announced
it, in the same transaction: what listeners write is kept or lost together with it. Listeners write
rows; only jobs reach outside.
"""

import logging
from collections import defaultdict, deque
from collections.abc import Callable
from typing import Any, TypeAlias

from flask import current_app

from forum.kernel.db import db, is_lost

log = logging.getLogger(__name__)
Handler: TypeAlias = Callable[[Any], object]
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
        while outbox():
            signal = outbox().popleft()
            for handler in self.handlers[type(signal)]:
                self._run(handler, signal)

    def _run(self, handler: Handler, signal: object) -> None:
        """Give each listener a savepoint: one that fails loses its own rows, and nobody else's."""
        try:
            with db.session.begin_nested():
                handler(signal)
        except Exception as error:
            # With the line to the database everything is lost, not what this listener wrote alone.
            if current_app.testing or is_lost(error):
                raise
            log.exception("%s failed on %r", handler, signal)


def announce(signal: object) -> None:
    """Say that something has happened."""
    outbox().append(signal)


def outbox() -> deque[object]:
    """The signals announced in this session and not heard yet."""
    signals: deque[object] = db.session().info.setdefault("outbox", deque())
    return signals
