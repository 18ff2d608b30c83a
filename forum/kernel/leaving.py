"""Long jobs look here between their steps, so that a worker which is told to stop need not wait."""

import threading

from flask import current_app, has_app_context

NAME = "worker_stop"


class Leaving(Exception):
    """The worker is told to stop: what was begun is put back, and begun anew by the next one."""


def go_on_or_leave() -> None:
    """Raise Leaving when the worker that does this was told to stop; elsewhere do nothing."""
    if not has_app_context():
        return
    stop: threading.Event | None = current_app.extensions.get(NAME)
    if stop is not None and stop.is_set():
        raise Leaving
