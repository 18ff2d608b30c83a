"""The channels of the demonstration and the headings over them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from forum.channels.actions import Plan
from forum.channels.models import Audience, Kind, Visibility
from forum.demo import sources


@dataclass
class Room:
    """A channel as it will be opened, and how long ago everything in it began to be reviewed."""

    plan: Plan
    reviewed_for: timedelta | None = None


@dataclass
class Heading:
    """A section with its channels."""

    name: str
    rooms: list[Room] = field(default_factory=list)


def headings() -> Sequence[Heading]:
    """All sections in the order of the navigation."""
    found: list[Heading] = []
    for mark, head, lines in _blocks():
        if mark == "##":
            found.append(Heading(head))
        else:
            found[-1].rooms.append(_room(head, lines))
    return found


def _blocks() -> Iterator[tuple[str, str, list[str]]]:
    """Each heading of the file with its mark and the lines below it."""
    mark, head, lines = "", "", []
    for line in sources.text("rooms.txt").splitlines()[1:]:
        if not line.startswith("#"):
            lines.append(line)
            continue
        if mark:
            yield mark, head, lines
        mark, _, head = line.partition(" ")
        lines = []
    yield mark, head, lines


def _room(head: str, lines: Sequence[str]) -> Room:
    name, kind, hue, icon, *door = sources.cut(head)
    told = _told(lines)
    plan = Plan(
        name=name,
        description=told["about"],
        guidance=told["guide"],
        icon=icon,
        hue=int(hue),
        kind=Kind(kind),
        visibility=Visibility(door[0]) if door else Visibility.PUBLIC,
        starts=Audience(told.get("starts", Audience.MEMBERS)),
    )
    days = told.get("reviewed")
    return Room(plan, timedelta(days=int(days)) if days else None)


def _told(lines: Sequence[str]) -> dict[str, str]:
    """What is said by name; the guidance comes last and may go on over several lines."""
    told: dict[str, str] = {}
    name = ""
    for line in lines:
        key, colon, rest = line.partition(":")
        if colon and key in {"about", "starts", "reviewed", "guide"}:
            name, told[key] = key, rest.strip()
        elif name:
            told[name] = f"{told[name]}\n{line}".strip()
    return told
