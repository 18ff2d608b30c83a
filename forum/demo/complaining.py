"""Complaints of the demonstration: one that was settled, and one on which the team works."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from forum.answering import actions as answering
from forum.answering.models import Kind
from forum.demo import sources
from forum.demo.play import Script, Stage
from forum.demo.threads import Thread, age
from forum.kernel import clock
from forum.replies import actions
from forum.replies.models import Solved


@dataclass(frozen=True)
class Complaining:
    """Puts what the team does about complaints into the script."""

    stage: Stage
    script: Script
    threads: Sequence[Thread]

    def add(self) -> None:
        """Let it happen."""
        begun = {thread.key: thread.texts[0].moment for thread in self.threads}
        steps = self._steps()
        for topic, after, what, who, *words in sources.rows("complaints.txt"):
            at = begun[topic] + (age(after) or timedelta())
            self.script.at(at, partial(steps[what], topic, who, *words))

    def _steps(self) -> Mapping[str, Callable[..., None]]:
        return {
            "sort": self._sort,
            "talk": self._talk,
            "promise": self._promise,
            "keep": self._keep,
            "close": self._close,
            "rate": self._rate,
        }

    def _sort(self, topic: str, who: str) -> None:
        answering.choose_kind(self.stage.members[who], self.stage.topic(topic), Kind.COMPLAINT)

    def _talk(self, topic: str, who: str, words: str) -> None:
        actions.talk(self.stage.members[who], self.stage.topic(topic), words)

    def _promise(self, topic: str, who: str, days: str, words: str) -> None:
        day = (clock.now() + timedelta(days=int(days))).date()
        actions.promise(self.stage.members[who], self.stage.topic(topic), words, day)

    def _keep(self, topic: str, who: str) -> None:
        actions.keep(self.stage.members[who], self.stage.topic(topic))

    def _close(self, topic: str, who: str, outcome: str, words: str) -> None:
        actions.close(self.stage.members[who], self.stage.topic(topic), outcome, words)

    def _rate(self, topic: str, who: str, solved: str) -> None:
        actions.rate(self.stage.members[who], self.stage.topic(topic), Solved(solved))
