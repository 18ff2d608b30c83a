"""When everything was said: each thread gets its place in the year, each text its moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random

from forum.demo.people import Person
from forum.demo.threads import Text, Thread

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
# What was written by hand is the newest, so that the front page is the best of it.
HANDWRITTEN = (1.4, 75.0)
PATTERNED = (44.0, 338.0)
# Threads grow denser towards today, because the community grows.
GROWTH = 1.3
LATEST = 25 * MINUTE
# A moderator needs a while to read what waits.
READ_WITHIN = 9 * MINUTE


@dataclass(frozen=True)
class Calendar:
    """Deals moments. `now` is the moment at which the demonstration begins to be filled."""

    now: datetime
    people: Mapping[str, Person]

    def handwritten(self, threads: Sequence[Thread]) -> list[Thread]:
        """Those with an age keep it; the others are spread over the last months."""
        dated = [thread for thread in threads if thread.age or "in" in thread.options]
        free = [thread for thread in threads if thread not in dated]
        chance = Random("handwritten")  # noqa: S311 -- the same each time
        ages = _spread(len(free), HANDWRITTEN)
        placed = [
            self._begin(thread, self._possible(thread, age, chance))
            for thread, age in zip(chance.sample(free, len(free)), ages, strict=True)
        ]
        return [self._timed(self._scheduled(thread)) for thread in [*dated, *placed]]

    def patterned(self, threads: Sequence[Thread]) -> list[Thread]:
        """Spread over the months before those."""
        order = Random("patterned").sample(list(threads), len(threads))  # noqa: S311 -- as above
        ages = _spread(len(order), PATTERNED)
        return [
            self._timed(self._begin(thread, age)) for thread, age in zip(order, ages, strict=True)
        ]

    def _possible(self, thread: Thread, age: timedelta, chance: Random) -> timedelta:
        """Newcomers cannot have taken part in what was said before they came."""
        names = {text.author for text in thread.texts}
        youngest = min(self.people[name].joined for name in names)
        return age if age < youngest * 0.95 else youngest * chance.uniform(0.3, 0.9)

    def _scheduled(self, thread: Thread) -> Thread:
        """What is to appear one day was written some hours ago."""
        return thread if thread.age else self._begin(thread, 6 * HOUR)

    def _begin(self, thread: Thread, age: timedelta) -> Thread:
        first = replace(thread.texts[0], age=age)
        return replace(thread, texts=(first, *thread.texts[1:]))

    def _timed(self, thread: Thread) -> Thread:
        chance = Random(thread.title)  # noqa: S311 -- as above
        moments = self._moments(thread, chance)
        texts = [
            replace(text, at=moment) for text, moment in zip(thread.texts, moments, strict=True)
        ]
        return replace(thread, texts=tuple(texts))

    def _moments(self, thread: Thread, chance: Random) -> list[datetime]:
        """The known moments, and between them and behind them likely ones."""
        known = self._known(thread, chance)
        marks = [at for at, moment in enumerate(known) if moment is not None]
        moments = {at: moment for at, moment in enumerate(known) if moment is not None}
        for left, right in pairwise(marks):
            room = moments[right] - moments[left]
            shares = sorted(chance.uniform(0.05, 0.95) for _ in range(right - left - 1))
            for at, share in enumerate(shares, start=left + 1):
                moments[at] = moments[left] + room * share
        self._go_on(moments, range(marks[-1] + 1, len(known)), chance)
        return [moments[at] for at in range(len(known))]

    def _known(self, thread: Thread, chance: Random) -> list[datetime | None]:
        known: list[datetime | None] = []
        latest = None
        for text in thread.texts:
            moment = self._moment(text, chance) if text.age else None
            if moment and latest and moment <= latest:
                moment = latest + chance.uniform(0.2, 1) * self._pause(text)
            latest = moment or latest
            known.append(moment)
        return known

    def _pause(self, text: Text) -> timedelta:
        """What lies at most between two texts that are said to be of the same time."""
        return 20 * MINUTE if (text.age or DAY) >= HOUR else 30 * timedelta(seconds=1)

    def _moment(self, text: Text, chance: Random) -> datetime:
        """Ages are as exact as their words: two days may be two and a half."""
        age = text.age or timedelta()
        if age >= 2 * DAY:
            age += chance.uniform(0, 0.4) * DAY
        elif age >= HOUR:
            age += chance.uniform(0, 6) * MINUTE
        return self.now - age + chance.uniform(0, 25) * timedelta(seconds=1)

    def _go_on(self, moments: dict[int, datetime], places: range, chance: Random) -> None:
        """The first reply comes soon, the others take longer and longer."""
        if not places:
            return
        start = moments[places[0] - 1]
        end = max(self.now - LATEST, start + (self.now - start) * 0.9)
        gaps = []
        for place, _ in enumerate(places):
            gap = chance.lognormvariate(0, 1.0) * (35 + 60 * place) * MINUTE
            gaps.append(max(gap, READ_WITHIN))
        # A talk of this morning has had no week to go on.
        squeeze = min(1.0, (end - start) / sum(gaps, timedelta()))
        moment = start
        for at, gap in zip(places, gaps, strict=True):
            moment = moments[at] = moment + gap * squeeze


def _spread(count: int, span: tuple[float, float]) -> list[timedelta]:
    """Ages over a span of days, the youngest first and closer together."""
    first, last = span
    share = 1 / max(count, 1)
    return [(first + (last - first) * (at * share) ** GROWTH) * DAY for at in range(count)]
