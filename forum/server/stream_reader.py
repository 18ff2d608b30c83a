"""One open page: what it wants to hear, what it may be told, and what waits to be sent to it."""

import asyncio
import json
from collections import deque
from dataclasses import dataclass, field
from secrets import SystemRandom
from typing import Any

from forum.live.policy import may_know_names
from forum.live.queries import Happened, Rights

# More than this waits only for somebody who does not read.
MOST_WAITING = 256
# A page elsewhere hears of these only that something stirs; of the others it need not know.
STIRRING = {"post", "topic"}
TOLD_ELSEWHERE = {"by", "stream"}
EVERYWHERE = "all"
MOST_SUBJECTS = 50
LONGEST_NUMBER = 12


@dataclass(frozen=True)
class Subjects:
    """What a page is about: the topics it shows, the channels it lists, or all of them."""

    topics: frozenset[int]
    channels: frozenset[int] | None

    @classmethod
    def named(cls, topics: str, channels: str) -> "Subjects":
        """The subjects as an address names them; nonsense names nothing."""
        everywhere = channels == EVERYWHERE
        return cls(_numbers(topics), None if everywhere else _numbers(channels))

    def cover(self, channel_id: int | None) -> bool:
        """Whether the page wants to hear of stirrings there."""
        return self.channels is None or channel_id in self.channels


@dataclass(eq=False)
class Reader:
    """An open page with its stream."""

    session_id: int
    address: str
    subjects: Subjects
    rights: Rights
    waiting: deque[bytes] = field(default_factory=deque)
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    is_over: bool = False
    is_slow: bool = False

    def tell(self, piece: bytes) -> None:
        """Let this be sent next; whoever lets too much wait is given up."""
        if len(self.waiting) >= MOST_WAITING:
            self.is_slow = True
            self.end()
        elif not self.is_over:
            self.waiting.append(piece)
            self.woken.set()

    def end(self, last: bytes = b"") -> None:
        """Send what waits and this, and no more."""
        if last and not self.is_over:
            self.waiting.append(last)
        self.is_over = True
        self.woken.set()

    def taken(self) -> bytes:
        """All that waits, in one piece."""
        pieces = b"".join(self.waiting)
        self.waiting.clear()
        self.woken.clear()
        return pieces


def part_for(event: Happened, subjects: Subjects, rights: Rights) -> dict[str, Any] | None:
    """As much of an event as this page wants and may know; nothing when that is nothing."""
    if event.user_id is not None:
        return {"kind": event.kind, **event.data} if event.user_id == rights.user_id else None
    if event.channel_id not in rights.channels:
        return None
    place = {"channel": event.channel_id, "topic": event.topic_id}
    if event.topic_id in subjects.topics:
        return {"kind": event.kind, **place, **event.data}
    if event.kind in STIRRING and subjects.cover(event.channel_id):
        more = {name: said for name, said in event.data.items() if name in TOLD_ELSEWHERE}
        return {"kind": "stir", **place, **more}
    return None


def whisper_for(words: dict[str, Any], reader: Reader) -> dict[str, Any] | None:
    """As much of a whisper as this page may hear: who it is about hears nothing of it."""
    wanted = words.get("topic") in reader.subjects.topics
    known = words.get("channel") in reader.rights.channels
    if not (wanted and known) or words.get("by") == reader.rights.user_id:
        return None
    if may_know_names(reader.rights.user_id):
        return words
    # To tell two of them apart is all that a stranger needs.
    return {**words, "name": "", "by": 0}


def as_event(data: dict[str, Any], event_id: int = 0) -> bytes:
    """One message of a stream; its number is what the browser gives when it comes again."""
    number = f"id: {event_id}\n" if event_id else ""
    return f"{number}data: {json.dumps(data, separators=(',', ':'))}\n\n".encode()


def beat(event_id: int) -> bytes:
    """A sign of life that brings the page's number up to date."""
    return f"event: beat\nid: {event_id}\ndata: 0\n\n".encode()


def farewell(word: str, *, least: float, most: float) -> bytes:
    """The end of a stream: why, and after how many seconds to come again, each a bit apart."""
    pause = round(SystemRandom().uniform(least, most) * 1000)
    return f"retry: {pause}\nevent: end\ndata: {word}\n\n".encode()


def _numbers(text: str) -> frozenset[int]:
    words = text.split(",")[:MOST_SUBJECTS]
    return frozenset(int(word) for word in words if _is_number(word))


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) <= LONGEST_NUMBER
