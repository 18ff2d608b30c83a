"""Who says what in the conversations that are put together."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from types import MappingProxyType

from forum.demo.patterns import ASKER, SOMEBODY, TEAM
from forum.demo.people import ENGINEER, HOST, OWNER, Person
from forum.demo.threads import Text, Thread

# Where the brand begins the conversations, and who does.
STARTERS: Mapping[str, Sequence[str]] = {
    "announcements": (OWNER, HOST, ENGINEER),
    "early-access": (ENGINEER, OWNER),
    "founders-table": (OWNER,),
}
# Who of the brand answers where; elsewhere the engineer does.
ANSWERERS: Mapping[str, Sequence[str]] = {"ideas": (ENGINEER, HOST, OWNER)}
SETTLED_IN = timedelta(hours=12)
# Those who know machines, and how much likelier they are the ones who answer.
EXPERTS = {"adaeze": 26, "tomasz": 12, "zofia": 8, "kwame": 6, "viktor": 6, "uma": 4}
COMES_BACK = 0.2
NOBODY: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True)
class Casting:
    """Gives the roles of a thread to people who were there at the time."""

    people: Sequence[Person]
    insiders: Mapping[str, Sequence[str]]

    def cast(self, thread: Thread, now: datetime) -> Thread:
        """The thread with names in place of roles."""
        chance = Random(f"cast {thread.title}")  # noqa: S311 -- the same each time
        asker = self._asker(thread, now, chance)
        texts: list[Text] = []
        met = [asker]
        for text in thread.texts:
            name = self._name(text, thread, now=now, met=met, chance=chance)
            met.append(name)
            texts.append(replace(text, author=name, body=text.body.replace("{op}", asker)))
        return replace(thread, texts=tuple(texts))

    def _asker(self, thread: Thread, now: datetime, chance: Random) -> str:
        starters = STARTERS.get(thread.channel)
        if starters:
            return chance.choice(starters)
        return self._somebody(thread, now - thread.texts[0].moment, without=set(), chance=chance)

    def _name(
        self, text: Text, thread: Thread, *, now: datetime, met: Sequence[str], chance: Random
    ) -> str:
        if text.author == ASKER:
            return met[0]
        if text.author == TEAM:
            return chance.choice(ANSWERERS.get(thread.channel, (ENGINEER,)))
        if text.author == SOMEBODY:
            # People come back to a thread, but nobody answers themselves.
            without = {met[0], met[-1], *(met if chance.random() > COMES_BACK else ())}
            more = EXPERTS if "answer" in text.marks and thread.channel == "gear-help" else {}
            age = now - text.moment
            return self._somebody(thread, age, without=without, chance=chance, more=more)
        return text.author

    def _somebody(
        self,
        thread: Thread,
        age: timedelta,
        *,
        without: Collection[str],
        chance: Random,
        more: Mapping[str, int] = NOBODY,
    ) -> str:
        among = self.insiders.get(thread.channel)
        there = [
            person
            for person in self.people
            if person.small_talk
            and not person.is_team
            and person.joined - SETTLED_IN > age
            and person.username not in without
            and (among is None or person.username in among)
        ]
        weights = [person.talkativeness * more.get(person.username, 1) for person in there]
        return chance.choices(there, weights)[0].username
