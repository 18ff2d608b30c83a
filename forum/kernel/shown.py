"""Telling higher slices that somebody has a thing on the screen, so that they can take note of it.

A page that is read writes nothing: those told keep the fact in memory (see `gather`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from flask import current_app, g


@dataclass(frozen=True)
class Shown:
    """A thing that a page shows, and how far into it the page reaches (a post's number)."""

    kind: str
    id: int
    up_to: int


Note: TypeAlias = Callable[[Any, Shown], object]


def tell(viewer: Any, shown: Shown) -> None:
    """Let every slice that asked take note; the request itself remembers what it showed."""
    g.setdefault("shown", []).append(shown)
    for note in current_app.extensions["shown"]:
        note(viewer, shown)
