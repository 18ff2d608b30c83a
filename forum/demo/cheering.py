"""Who is pleased by what: most texts please a few, and a few please many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from random import Random

from forum.demo.people import Person
from forum.demo.play import Script, Stage
from forum.demo.threads import Text, Thread
from forum.kernel import clock
from forum.reactions import actions as reactions
from forum.reactions import policy
from forum.reactions.models import ReactionKind
from forum.topics.models import State

MOST = 44
# A text that is liked by all is liked within so many hours.
WITHIN = 40.0
HOUR = timedelta(hours=1)
LIKE, LOVE, THANKS, INSIGHT, CELEBRATE, SURPRISE = ReactionKind
# How people feel about an answer, a picture, news, and all the rest.
ANSWER = {THANKS: 6, LIKE: 4, INSIGHT: 4, CELEBRATE: 2}
PICTURE = {LOVE: 6, LIKE: 4, CELEBRATE: 2, SURPRISE: 1}
NEWS = {CELEBRATE: 5, LIKE: 4, THANKS: 3, LOVE: 2}
TALK = {LIKE: 8, LOVE: 3, INSIGHT: 2, THANKS: 2, SURPRISE: 2, CELEBRATE: 1}
SIX_HOURS = 6


@dataclass(frozen=True)
class Cheering:
    """Puts reactions into the script."""

    stage: Stage
    script: Script
    people: Sequence[Person]
    insiders: Mapping[str, Sequence[str]]

    def add(self, thread: Thread, place: tuple[str, int], text: Text) -> None:
        """Let people react to a text for as long as it has been there."""
        chance = Random(f"cheer {place}")  # noqa: S311 -- the same each time
        count = self._count(text, chance)
        names = self._names(thread, text, count=count, chance=chance)
        if not names:
            return
        kinds = self._kinds(thread, place[1], text)
        chosen = chance.choices(list(kinds), list(kinds.values()), k=len(names))
        end = self._end(text.moment, chance)
        room = end - text.moment
        # As late as 0.95 of the time, so that all of it has happened when it is written down.
        moments = sorted(text.moment + room * chance.uniform(0.1, 0.95) for _ in names)
        given = list(zip(names, chosen, moments, strict=True))
        self.script.at(end, partial(self._cheer, place, given))

    def _count(self, text: Text, chance: Random) -> int:
        """How many people react: chosen by the author of the words, or by luck."""
        if text.heat:
            return min(MOST, round(text.heat * chance.uniform(2.4, 4.6)))
        hours = (self.stage.now - text.moment) / HOUR
        luck = chance.lognormvariate(0.1, 0.95) - 0.6
        luck += 2 if "answer" in text.marks else 0
        return max(0, min(MOST // 2, round(luck * min(1.0, 0.3 + hours / SIX_HOURS))))

    def _names(self, thread: Thread, text: Text, *, count: int, chance: Random) -> Sequence[str]:
        age = self.stage.now - text.moment
        among = self.insiders.get(thread.channel)
        there = [
            person.username
            for person in self.people
            if person.joined > age
            and person.talkativeness > 0
            and person.username != text.author
            and (among is None or person.username in among)
        ]
        return chance.sample(there, min(count, len(there)))

    def _kinds(self, thread: Thread, number: int, text: Text) -> Mapping[ReactionKind, int]:
        if "answer" in text.marks:
            return ANSWER
        if number == 1 and "](pic:" in text.body:
            return PICTURE
        return NEWS if thread.channel == "announcements" and number == 1 else TALK

    def _end(self, moment: datetime, chance: Random) -> datetime:
        room = self.stage.now - moment
        return moment + min(room * 0.97, chance.uniform(1, WITHIN) * HOUR)

    def _cheer(
        self, place: tuple[str, int], given: Sequence[tuple[str, ReactionKind, datetime]]
    ) -> None:
        post = self.stage.post(*place)
        if post.state != State.PUBLISHED:
            return
        for name, kind, moment in given:
            with clock.at(moment):
                # Whoever may say nothing for a day says nothing with a heart either.
                if policy.can_react(self.stage.members[name], post):
                    reactions.give(self.stage.members[name], post, kind)
