"""The arithmetic of lobbies: when one is open, and the order of those who were in it.

It asks no table, so that anybody can do the same elsewhere. Before anybody can come in, a seed is
chosen and its fingerprint published. When the window opens, the seed decides for each public
number; the smallest comes first. Every hash is SHA-256 of UTF-8, written in lower-case hex.
"""

import re
import secrets
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from forum.launches import gates
from forum.launches.models import LaunchWindow

SEED_BYTES = 32
LINE = re.compile("[0-9a-z]{10}")


def opens_from(window: LaunchWindow, minutes: int) -> datetime:
    """From when on one can be in the lobby of a window."""
    return window.opens_at - timedelta(minutes=minutes)


def is_open(window: LaunchWindow, minutes: int, at: datetime) -> bool:
    """Whether one can come into the lobby of a window at this time of the launch."""
    return opens_from(window, minutes) <= at and not gates.has_opened(window, at)


def new_seed() -> str:
    """A seed that nobody can guess: 64 hex digits."""
    return secrets.token_hex(SEED_BYTES)


def fingerprint(text: str) -> str:
    """What is published of a seed before the seed itself is."""
    return sha256(text.encode()).hexdigest()


def file_of(people: Iterable[str]) -> str:
    """Who was there, as it is published: a public number on each line, in their order."""
    return "".join(f"{one}\n" for one in sorted(people))


def read(text: str) -> list[str]:
    """The public numbers of a published list. Raises ValueError for what is none, or twice."""
    found = text.splitlines()
    if any(LINE.fullmatch(one) is None for one in found) or len(set(found)) < len(found):
        raise ValueError("this is no list of a lobby")
    return found


def key_of(seed: str, launch: str, name: str) -> str:
    """The number that puts somebody into their place."""
    return fingerprint(f"{seed}|lobby|{launch}|{name}")


def shuffled(seed: str, launch: str, people: Iterable[str]) -> list[str]:
    """Those who were there when it opened, in the order in which they are served."""
    return sorted(people, key=lambda one: (key_of(seed, launch, one), one))


def outcomes(order: Iterable[str], passed: Collection[str], pieces: int) -> dict[str, str]:
    """What it meant for each: an offer, a place in the line, or nothing for who had one already."""
    found, left = {}, pieces
    for name in order:
        if name in passed:
            found[name] = "passed"
            continue
        found[name] = "offered" if left > 0 else "line"
        left -= 1
    return found
