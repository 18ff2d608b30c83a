"""Who of those who contribute was recognised lately, in any way, and who was not yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select

from forum.accounts.models import Role, User
from forum.activity import queries as activity
from forum.activity.models import Deed, DeedKind
from forum.badges.models import BadgeAward
from forum.kernel import clock
from forum.kernel.db import db
from forum.recognition.models import MemberMilestone, Spotlight
from forum.recognition.settings import TARGET
from forum.tiers.models import Tier, TierKind, TierMembership

LOOKED_AT = timedelta(days=90)
MOST_SHOWN = 50


@dataclass(frozen=True)
class Reach:
    """How many contributed, how many of them were recognised, and what the brand wants."""

    contributors: int
    recognised: int
    target: int

    @property
    def percent(self) -> int:
        """The share, in whole percent."""
        return self.recognised * 100 // self.contributors if self.contributors else 0

    @property
    def is_met(self) -> bool:
        """Whether the target is reached."""
        return self.percent >= self.target


@dataclass(frozen=True)
class Unseen:
    """A member who contributes and was not recognised yet, with what they did."""

    member: User
    deeds: int


def reach() -> Reach:
    """The share of the last 90 days. Nobody of the team counts. One query."""
    since = clock.now() - LOOKED_AT
    someone = _contributors(since).subquery()
    query = select(
        func.count(),
        func.count().filter(_is_recognised(someone.c.member, since)),
    ).select_from(someone)
    contributors, recognised = db.session.execute(query).one()
    return Reach(contributors, recognised, TARGET.get())


def unseen() -> Sequence[Unseen]:
    """Those who were not recognised, who did most first. One query."""
    since = clock.now() - LOOKED_AT
    someone = _contributors(since).subquery()
    query = (
        select(User, someone.c.deeds)
        .join(someone, someone.c.member == User.id)
        .where(~_is_recognised(User.id, since))
        .order_by(someone.c.deeds.desc(), User.id)
        .limit(MOST_SHOWN)
    )
    return [Unseen(row[0], row[1]) for row in db.session.execute(query)]


def _contributors(since: datetime) -> Select[int, int]:
    """Members with deeds that count, and how many; the accounts of nobody who is gone."""
    return (
        select(User.id.label("member"), func.count(Deed.id).label("deeds"))
        .join(Deed, Deed.who_id == User.id)
        .where(
            User.role == Role.MEMBER,
            User.deactivated_at.is_(None),
            User.approved_at.is_not(None),
            Deed.kind.in_(activity.CONTRIBUTING),
            Deed.stands.is_(True),
            Deed.at >= since,
        )
        .group_by(User.id)
    )


def _is_recognised(who: Any, since: datetime) -> ColumnElement[bool]:
    """A badge, a tier above the first, thanks, the spotlight, or a number of their own."""
    climbed = or_(Tier.kind == TierKind.MANUAL, Tier.threshold > 0)
    return or_(
        exists().where(
            BadgeAward.user_id == who, BadgeAward.at >= since, BadgeAward.revoked_at.is_(None)
        ),
        exists(
            select(TierMembership.id)
            .join(Tier)
            .where(TierMembership.user_id == who, TierMembership.since >= since, climbed)
        ),
        exists().where(
            Deed.to_id == who,
            Deed.kind == DeedKind.THANKED,
            Deed.who_id != who,
            Deed.stands.is_(True),
            Deed.at >= since,
        ),
        exists().where(Spotlight.user_id == who, Spotlight.began_at >= since),
        exists().where(MemberMilestone.user_id == who, MemberMilestone.at >= since),
    )
