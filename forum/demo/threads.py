"""Conversations: what they are made of, and those that were written by hand.

A file holds threads one after the other. `== ` begins a thread with its title; the next line says
channel, author, age, tags and options; then comes the first text. `-- ` begins a reply with the
name of its author, its age and its marks. Below `<<<` stands what a text said before it was edited.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from forum.demo import sources

AGE = re.compile(r"(\d+)([mhd])")
UNITS = {"m": "minutes", "h": "hours", "d": "days"}
EARLIER = "\n<<<\n"
# Marks of a reply that stand alone.
MARKS = frozenset({"answer", "held", "deleted", "removed", "flagged"})


@dataclass(frozen=True)
class Text:
    """One post: who says what, and what becomes of it. The moment is found out later."""

    author: str
    body: str
    before: str = ""
    age: timedelta | None = None
    reply_to: int | None = None
    marks: frozenset[str] = frozenset()
    heat: int = 0
    at: datetime | None = None

    @property
    def moment(self) -> datetime:
        """When it is posted, once that is known."""
        if self.at is None:
            raise ValueError(f"{self.author} has no moment yet: {self.body[:40]}")
        return self.at


@dataclass(frozen=True)
class Thread:
    """A topic with its texts; the first of them opens it."""

    title: str
    channel: str
    tags: tuple[str, ...]
    texts: tuple[Text, ...]
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The word under which other texts point to it."""
        return self.options.get("key", "")

    @property
    def age(self) -> timedelta | None:
        """How long ago it was begun, when the author of these words decided that."""
        return self.texts[0].age

    def span(self, option: str) -> timedelta | None:
        """The length of time that an option names, such as `until=4d`."""
        return age(self.options.get(option, ""))


def written() -> Sequence[Thread]:
    """All threads that were written by hand."""
    return [thread for name in sources.files("threads-") for thread in parse(sources.text(name))]


def parse(text: str) -> Iterator[Thread]:
    """The threads of a file."""
    for block in re.split(r"^== ", text, flags=re.MULTILINE)[1:]:
        title, head, rest = block.split("\n", 2)
        yield _thread(title.strip(), sources.cut(head), rest)


def age(word: str) -> timedelta | None:
    """The time that a word such as 25m, 3h or 2d stands for."""
    found = AGE.fullmatch(word)
    return timedelta(**{UNITS[found[2]]: int(found[1])}) if found else None


def _thread(title: str, head: Sequence[str], rest: str) -> Thread:
    channel, author, when, *more = head
    tags = sources.listed(more[0]) if more else ()
    marks, options = _options(more[1] if len(more) > 1 else "")
    opening, *replies = re.split(r"^-- ", rest, flags=re.MULTILINE)
    heat = int(options.get("heat", "0"))
    first = _text(author, opening, age=age(when), marks=marks, heat=heat)
    return Thread(title, channel, tags, (first, *map(_reply, replies)), options)


def _options(words: str) -> tuple[frozenset[str], dict[str, str]]:
    """Single marks, and options with a value. A reason goes on to the end of the line."""
    words, _, reason = words.partition("rejected=")
    options = dict(word.split("=", 1) for word in words.split() if "=" in word)
    if reason:
        options["rejected"] = reason.strip()
    return frozenset(word for word in words.split() if word in MARKS), options


def _reply(block: str) -> Text:
    head, _, body = block.partition("\n")
    author, *words = head.split()
    answered = [int(word[1:]) for word in words if word.startswith("^")]
    heats = [int(word[5:]) for word in words if word.startswith("heat=")]
    ages = [found for found in map(age, words) if found]
    return _text(
        author,
        body,
        age=ages[0] if ages else None,
        marks=frozenset(words) & MARKS,
        reply_to=answered[0] if answered else None,
        heat=heats[0] if heats else 0,
    )


def _text(
    author: str,
    body: str,
    *,
    age: timedelta | None,
    marks: frozenset[str],
    heat: int,
    reply_to: int | None = None,
) -> Text:
    now, _, before = f"\n{body.strip()}\n".partition(EARLIER)
    return Text(author, now.strip(), before.strip(), age, reply_to, marks, heat)
