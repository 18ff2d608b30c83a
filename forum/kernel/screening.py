"""Asking the slices above whether a text may go out as it is, just before it does."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from flask import current_app, g


@dataclass(frozen=True)
class Writing:
    """A text that somebody is about to publish, as it would stand on the page."""

    # The member who wrote it, with the columns of the account.
    author: Any
    # What it is: `topic`, `reply`, `message` or `edit`.
    kind: str
    body: str
    html: str
    # Plain words, outside addresses, our own pictures and the names that are really mentioned.
    text: str
    links: Sequence[str] = ()
    uploads: Sequence[str] = ()
    mentions: Sequence[str] = ()
    title: str = ""
    tags: Sequence[str] = ()
    channel_id: int = 0
    # The post that is being changed, which is not compared with itself; 0 for a new one.
    post_id: int = 0
    # The topic that is replied to; 0 for a new one.
    topic_id: int = 0


@dataclass(frozen=True)
class Hint:
    """Something to think about before sending; the writer decides."""

    # Names it in the form, so that nobody is asked twice: a short word without commas.
    key: str
    words: Any


@dataclass(frozen=True)
class Warned:
    """Published, and looked at soon after: the word of a reason, and how grave it is, 0 to 100."""

    reason: str
    severity: int


@dataclass(frozen=True)
class Screening:
    """What was found in a text. Empty: it goes out as it is."""

    # A word under which it waits for a moderator.
    hold_reason: str = ""
    # Why it cannot be sent like this, in words to the writer.
    block: Any = ""
    flags: Sequence[Warned] = ()
    hints: Sequence[Hint] = ()
    # Tags that a new topic gets beside its own.
    labels: Sequence[str] = ()
    # What whoever looked wants to know again once the text is stored.
    memo: Any = None


class Hinted(Exception):
    """There are hints which the writer has not seen; nothing was stored."""

    def __init__(self, hints: Sequence[Hint]) -> None:
        super().__init__(", ".join(hint.key for hint in hints))
        self.hints = hints


class Screen(Protocol):
    """Somebody who looks at texts before they are published."""

    def look(self, writing: Writing) -> Screening:
        """What is to be said about the text. Reads only."""
        ...

    def note(self, writing: Writing, found: Screening, *, kind: str, target_id: int) -> None:
        """The text is stored as this thing (`post`, or a change that waits): called once."""
        ...


NOTHING = Screening()


def look(writing: Writing) -> Sequence[tuple[Screen, Screening]]:
    """What each screen has to say, in the order of the slices."""
    return _looked("screens", writing)


def look_at_team(writing: Writing) -> Sequence[tuple[Screen, Screening]]:
    """The same about a text of those who look after the place, by the screens that ask them."""
    return _looked("team_screens", writing)


@contextmanager
def unscreened() -> Iterator[None]:
    """Inside, nobody is asked: for texts that were written elsewhere or long ago."""
    before, g.unscreened = g.get("unscreened", False), True
    try:
        yield
    finally:
        g.unscreened = before


def _looked(which: str, writing: Writing) -> Sequence[tuple[Screen, Screening]]:
    if g.get("unscreened", False):
        return ()
    screens: Sequence[Screen] = current_app.extensions[which]
    return [(screen, screen.look(writing)) for screen in screens]
