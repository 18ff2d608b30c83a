"""How people felt in the room of a launch, and whether those who came with it stayed."""

import math
import statistics
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from forum.automod.mood import mood_of
from forum.launch_reports.queries import Newcomer

# Fewer people say nothing about a room.
FEWEST_VOICES = 10
STAY = timedelta(days=30)


@dataclass(frozen=True)
class Mood:
    """The mean mood of those who wrote, from -100 to 100, and where it lies 19 times out of 20."""

    texts: int
    voices: int
    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Joining:
    """Who joined while it was open; of those for whom 30 days have passed, who was here later."""

    joined: int
    old_enough: int
    stayed: int

    @property
    def rate(self) -> float | None:
        """The share that stayed, of those of whom it can be known."""
        return self.stayed / self.old_enough if self.old_enough else None


def mood(texts: Sequence[tuple[int, str]]) -> Mood | None:
    """The mood by author and text; none of too few people.

    Texts of one author are alike, so that each author counts once, with the mean of theirs. The
    interval is that of Student's t, whose quantile is the expansion of Abramowitz and Stegun
    26.7.5 to the second term; for 10 people it is 2.258 instead of 2.262.
    """
    by_author: dict[int, list[int]] = defaultdict(list)
    for author_id, text in texts:
        by_author[author_id].append(mood_of(text))
    means = [statistics.fmean(one) for one in by_author.values()]
    if len(means) < FEWEST_VOICES:
        return None
    mean = statistics.fmean(means)
    wide = _quantile(len(means) - 1) * statistics.stdev(means) / math.sqrt(len(means))
    low, high = max(-100.0, mean - wide), min(100.0, mean + wide)
    return Mood(len(texts), len(means), mean, low, high)


def joining(people: Sequence[Newcomer], now: datetime) -> Joining:
    """How many joined, and how many of them were here 30 days later or after that."""
    old = [one for one in people if one.joined_at + STAY <= now]
    stayed = [one for one in old if one.seen_at is not None and one.seen_at >= one.joined_at + STAY]
    return Joining(len(people), len(old), len(stayed))


def _quantile(freedom: int) -> float:
    z = statistics.NormalDist().inv_cdf(0.975)
    first = (z**3 + z) / (4 * freedom)
    return z + first + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
