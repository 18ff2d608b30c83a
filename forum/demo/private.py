"""What people say to each other in private."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from forum.demo import sources
from forum.demo.play import Script, Stage
from forum.messages import actions, queries
from forum.messages.actions import NewConversation, NewMessage


@dataclass(frozen=True)
class Talk:
    """A conversation: between whom, what it is called, and what happens in it, line by line."""

    names: tuple[str, ...]
    title: str
    lines: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Private:
    """Puts the private conversations into the script."""

    stage: Stage
    script: Script
    # The numbers of conversations that were begun, by the people in them.
    begun: dict[tuple[str, ...], int] = field(default_factory=dict)

    def add(self) -> None:
        """Let them happen."""
        for talk in talks():
            said = [line for line in talk.lines if line[0] not in {"joins", "reads"}]
            for line in talk.lines:
                if line[0] == "joins":
                    _, hours, by, who = line
                    self._at(hours, partial(self._join, talk, by, who))
                elif line[0] == "reads":
                    _, who, number = line
                    self._at("0", partial(self._read, talk, who, int(number)))
                else:
                    hours, who, words = line
                    first = line is said[0]
                    self._at(hours, partial(self._begin if first else self._say, talk, who, words))

    def _at(self, hours: str, happens: partial[None]) -> None:
        self.script.at(self.stage.now - timedelta(hours=float(hours), seconds=10), happens)

    def _begin(self, talk: Talk, who: str, words: str) -> None:
        others = ", ".join(name for name in talk.names if name != who)
        new = NewConversation(others, words, title=talk.title)
        self.begun[talk.names] = actions.begin(self.stage.members[who], new).conversation_id

    def _say(self, talk: Talk, who: str, words: str) -> None:
        member = self.stage.members[who]
        place = queries.place_of(member, self.begun[talk.names])
        actions.send(member, place, NewMessage(words))

    def _join(self, talk: Talk, by: str, who: str) -> None:
        member = self.stage.members[by]
        actions.add(member, queries.place_of(member, self.begun[talk.names]), who)

    def _read(self, talk: Talk, who: str, number: int) -> None:
        actions.keep_read({(self.stage.members[who].id, self.begun[talk.names]): number})


def talks() -> Sequence[Talk]:
    """All of them, as they are written down."""
    blocks = sources.text("private.txt").split("== ")[1:]
    found = []
    for block in blocks:
        head, *lines = block.strip().splitlines()
        names, title = sources.cut(head)
        cut = [sources.cut(line) for line in lines]
        found.append(Talk(sources.listed(names), title, cut))
    return found
