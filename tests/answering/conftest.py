"""Hearing what answering announces."""

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def heard(app, monkeypatch) -> Callable[[type], list[Any]]:
    """The signals of a kind that are announced from now on."""
    handlers = app.extensions["bus"].handlers

    def listen(kind: type) -> list[Any]:
        told: list[Any] = []
        monkeypatch.setitem(handlers, kind, [*handlers[kind], told.append])
        return told

    return listen
