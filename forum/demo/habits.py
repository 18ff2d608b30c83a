"""What single members do beside writing: keep, follow, read half, knock at doors, leave drafts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from forum.demo import sources
from forum.moderation.models import Decision


@dataclass(frozen=True)
class Kept:
    """A bookmark."""

    who: str
    topic: str
    number: int
    note: str


@dataclass(frozen=True)
class Asked:
    """A request to be let into a channel, and what became of it."""

    channel: str
    who: str
    ago: timedelta
    decision: Decision | None
    note: str
    message: str


@dataclass(frozen=True)
class Unfinished:
    """A draft."""

    who: str
    key: str
    channel: str
    tags: tuple[str, ...]
    title: str
    body: str


def named(kind: str) -> Iterator[list[str]]:
    """The lines of one kind, without its word."""
    for first, *rest in sources.rows("habits.txt"):
        if first == kind:
            yield rest


def kept() -> Sequence[Kept]:
    """All bookmarks that are told one by one."""
    return [Kept(who, topic, int(number), note) for who, topic, number, note in named("bookmark")]


def asked() -> Sequence[Asked]:
    """All requests to be let in, the oldest first."""
    found = [_asked(row) for row in named("ask")]
    return sorted(found, key=lambda request: request.ago, reverse=True)


def insiders() -> Mapping[str, Sequence[str]]:
    """Who is let into which channel by hand."""
    return {channel: sources.listed(names) for channel, names in named("in")}


def unfinished() -> Iterator[Unfinished]:
    """All drafts."""
    for block in sources.text("drafts.txt").split("== ")[1:]:
        head, title, body = block.split("\n", 2)
        who, key, *more = sources.cut(head)
        channel, tags = more or ("", "")
        yield Unfinished(who, key, channel, sources.listed(tags), title.strip(), body.strip())


def _asked(row: list[str]) -> Asked:
    channel, who, hours, answer, message = row
    decision = {"": None, "yes": Decision.APPROVED}.get(answer, Decision.REJECTED)
    note = answer if decision == Decision.REJECTED else ""
    return Asked(channel, who, timedelta(hours=float(hours)), decision, note, message)
