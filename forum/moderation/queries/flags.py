"""Reading flags: who said what about a thing, and how often they were right before."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import NotFound
from forum.moderation.models import Flag, FlagOutcome, Reviewable

WEEK = timedelta(days=7)
DAY = timedelta(hours=24)


@dataclass(frozen=True)
class Trust:
    """How often the team agreed with the flags of somebody."""

    agreed: int = 0
    disagreed: int = 0

    @property
    def decided(self) -> int:
        """On how many of their flags the team has decided."""
        return self.agreed + self.disagreed


@dataclass(frozen=True)
class Flagged:
    """A flag with who made it."""

    flag: Flag
    user: User | None


def flag_by_id(flag_id: int) -> Flag:
    """The flag. Raises NotFound."""
    found = db.session.get(Flag, flag_id)
    if found is None:
        raise NotFound
    return found


def open_flag(user_id: int, kind: str, target_id: int) -> Flag | None:
    """What somebody said about the thing, while nobody has decided on it."""
    query = select(Flag).where(
        Flag.user_id == user_id,
        Flag.target_kind == kind,
        Flag.target_id == target_id,
        Flag.settled_at.is_(None),
    )
    return db.session.scalar(query)


def flagged_among(user_id: int, kind: str, target_ids: Collection[int]) -> frozenset[int]:
    """Those of the things that somebody has flagged, and nobody has decided on."""
    if not target_ids:
        return frozenset()
    query = select(Flag.target_id).where(
        Flag.user_id == user_id,
        Flag.target_kind == kind,
        Flag.target_id.in_(target_ids),
        Flag.settled_at.is_(None),
    )
    return frozenset(db.session.scalars(query))


def open_flags(case_id: int) -> Sequence[Flag]:
    """The flags of a case that nobody has settled, the heaviest first."""
    query = select(Flag).where(Flag.case_id == case_id, Flag.settled_at.is_(None))
    return db.session.scalars(query.order_by(Flag.weight.desc(), Flag.id)).all()


def flags_of(case: Reviewable) -> Sequence[Flagged]:
    """All flags of a case but the withdrawn ones, with who made them, the heaviest first."""
    is_there = Flag.outcome.is_(None) | (Flag.outcome != FlagOutcome.WITHDRAWN)
    query = select(Flag).where(Flag.case_id == case.id, is_there)
    flags = db.session.scalars(query.order_by(Flag.weight.desc(), Flag.id)).all()
    people = accounts.members_by_ids({flag.user_id for flag in flags})
    return [Flagged(flag, people.get(flag.user_id)) for flag in flags]


def agreed_flags(case_id: int) -> Sequence[Flag]:
    """The flags of a case with which the team agreed."""
    query = select(Flag).where(Flag.case_id == case_id, Flag.outcome == FlagOutcome.AGREED)
    return db.session.scalars(query.order_by(Flag.id)).all()


def trust_in(user_ids: Collection[int]) -> Mapping[int, Trust]:
    """How often the team agreed with these people; all of them are in it."""
    query = (
        select(Flag.user_id, Flag.outcome, func.count())
        .where(
            Flag.user_id.in_(user_ids),
            Flag.outcome.in_((FlagOutcome.AGREED, FlagOutcome.DISAGREED)),
        )
        .group_by(Flag.user_id, Flag.outcome)
    )
    found: dict[int, dict[str, int]] = {user_id: {} for user_id in user_ids}
    for user_id, outcome, count in db.session.execute(query):
        found[user_id][str(outcome)] = count
    return {user_id: Trust(**counts) for user_id, counts in found.items()}


def flagged_today(user_id: int) -> int:
    """How many flags somebody made in 24 hours, withdrawn ones included."""
    query = select(func.count(Flag.id)).where(
        Flag.user_id == user_id, Flag.created_at > clock.now() - DAY
    )
    return db.session.scalar(query) or 0


def weekly_people() -> int:
    """How many members were here in the last seven days."""
    query = select(func.count(User.id)).where(User.last_seen_at > clock.now() - WEEK)
    return db.session.scalar(query) or 0
