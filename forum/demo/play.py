"""The stage on which the year is played: who and what is there already, and how time passes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from forum.accounts.models import User
from forum.channels.models import Channel
from forum.demo.people import HOST
from forum.kernel import clock
from forum.kernel.unit import transaction
from forum.topics import queries as topics
from forum.topics.models import Post, Topic

# So many things happen in one transaction.
AT_ONCE = 40
Part: TypeAlias = tuple[datetime, int, Callable[[], object]]
Tell: TypeAlias = Callable[[str, int, int], None]


@dataclass
class Stage:
    """All that has come into being so far, by the names it has in the words."""

    now: datetime
    members: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    # Channels in which everything waits for the host, and since when.
    reviewed: dict[str, datetime] = field(default_factory=dict)
    # The ids of topics, by key or title; of posts, by that and their number in the words.
    topics: dict[str, int] = field(default_factory=dict)
    posts: dict[tuple[str, int], int] = field(default_factory=dict)
    # Public ids of pictures, by how they are described.
    pictures: dict[str, str] = field(default_factory=dict)

    @property
    def host(self) -> User:
        """Who keeps the house in order, and so sees everything."""
        return self.members[HOST]

    def topic(self, name: str) -> Topic:
        """A topic that was begun, as it is now."""
        return topics.visible_topic(self.host, self.topics[name])

    def post(self, name: str, number: int) -> Post:
        """A post of a topic, as it is now."""
        return topics.visible_post(self.host, self.posts[name, number])


@dataclass
class Script:
    """Everything that will happen, each thing at its moment."""

    _parts: list[Part] = field(default_factory=list)

    def at(self, moment: datetime, happens: Callable[[], object]) -> None:
        """Let this happen at that moment; of two at one moment, the first named comes first."""
        self._parts.append((moment, len(self._parts), happens))

    def play(self, tell: Tell) -> None:
        """Let it all happen in its order, some of it in each transaction; tells how far it is."""
        parts = sorted(self._parts, key=lambda part: part[:2])
        for start in range(0, len(parts), AT_ONCE):
            _play(parts[start : start + AT_ONCE])
            tell("the year", min(start + AT_ONCE, len(parts)), len(parts))


def _play(parts: Sequence[Part]) -> None:
    # What is heard at the end of the transaction happens at its last moment.
    with clock.at(parts[-1][0]), transaction():
        for moment, _, happens in parts:
            with clock.at(moment):
                happens()
