"""Reading who is asked, and how much members feel part of the community, quarter by quarter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import sqrt

from sqlalchemy import func, select

from forum.accounts.models import Role, User
from forum.belonging import policy
from forum.belonging.models import BelongingAsk, BelongingCount
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.tallies import any_of

# In 95 of 100 cases the true value lies within so many deviations of a large sample.
NORMAL = 1.959964
ASKED = any_of(BelongingAsk, BelongingAsk.user_id, BelongingAsk.is_over.is_(False))


@dataclass(frozen=True)
class Quarter:
    """How a quarter was answered: by how many of those who were asked, and how, 0 to 10."""

    name: str
    asked: int
    counts: Mapping[int, int]

    @property
    def answers(self) -> int:
        """How many answered."""
        return sum(self.counts.values())

    @property
    def is_told(self) -> bool:
        """Whether so many answered that nobody can tell who said what."""
        return self.answers >= policy.FEWEST

    @property
    def mean(self) -> float:
        """The mean of the answers."""
        return sum(score * count for score, count in self.counts.items()) / self.answers

    @property
    def margin(self) -> float:
        """The half width of the 95 % confidence interval of the mean.

        Student's t times the standard error; t by its expansion around the normal quantile
        (Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.5).
        """
        n, mean = self.answers, self.mean
        squares = sum(count * (score - mean) ** 2 for score, count in self.counts.items())
        return _t(n - 1) * sqrt(squares / (n - 1) / n)


def is_asked(user_id: int) -> bool:
    """Whether the member is asked now and has neither answered nor put it off."""
    return not ASKED.is_none(user_id) and _open(user_id) is not None


def to_be_asked(quarter: str, now: datetime) -> list[int]:
    """Members whom chance picks, who were here lately and are not asked yet; nobody of the team."""
    asked = select(BelongingAsk.user_id).where(BelongingAsk.quarter == quarter)
    query = select(User.id).where(
        User.approved_at.is_not(None),
        User.deactivated_at.is_(None),
        User.role == Role.MEMBER,
        User.last_seen_at >= now - policy.ACTIVE,
        User.id.not_in(asked),
    )
    return [found for found in db.session.scalars(query) if policy.is_drawn(found, quarter)]


def quarters() -> Sequence[Quarter]:
    """Every quarter in which somebody was asked, the latest first; two queries."""
    counts: dict[str, dict[int, int]] = {}
    for row in db.session.scalars(select(BelongingCount)):
        counts.setdefault(row.quarter, {})[row.score] = row.count
    query = select(BelongingAsk.quarter, func.count()).group_by(BelongingAsk.quarter)
    asked = {row[0]: row[1] for row in db.session.execute(query)}
    names = sorted(asked.keys() | counts.keys(), reverse=True)
    return [Quarter(name, asked.get(name, 0), counts.get(name, {})) for name in names]


def _open(user_id: int) -> BelongingAsk | None:
    quarter = policy.quarter_of(clock.now())
    query = select(BelongingAsk).where(
        BelongingAsk.quarter == quarter,
        BelongingAsk.user_id == user_id,
        BelongingAsk.is_over.is_(False),
    )
    return db.session.scalar(query)


def _t(freedom: int) -> float:
    z = NORMAL
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / freedom + second / freedom**2 + third / freedom**3
