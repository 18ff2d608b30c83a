"""Points by the team's hand, which count at once, and the worker that takes them in."""

from forum.accounts.models import User
from forum.activity import actions as activity
from forum.activity.actions import Thing
from forum.activity.models import DeedKind
from forum.kernel.db import db
from forum.points import actions as points
from forum.tiers import actions, queries
from forum.tiers.models import BenefitKind, Tier, TierMembership
from tests.points.giving import settle
from tests.support import make


def joined(**given) -> User:
    """A member whom the worker has looked at."""
    user = make.member(**given)
    activity.record(DeedKind.JOINED, user.id, Thing("member", user.id))
    settle()
    return user


def earn(member: User, number: int) -> None:
    points.adjust(make.admin(), member, number, words="Well done.")
    settle()


def tier(slug: str) -> Tier:
    actions.plant()
    found = queries.tier_called(slug)
    assert found is not None
    return found


def promise(slug: str, kind: BenefitKind, **given) -> int:
    """Let a tier give something, and the worker see to it."""
    plan = actions.BenefitPlan(kind, **given)
    benefit = actions.add_benefit(make.admin(), tier(slug), plan)
    actions.look_at(None)
    actions.open_doors(benefit.id)
    db.session.expire_all()
    return benefit.id


def held(member: User) -> list[str]:
    """What a member holds, the highest first."""
    db.session.expire_all()
    return [row.tier.slug for row in queries.memberships_of(member)]


def earned(member: User) -> TierMembership:
    db.session.expire_all()
    return queries.earned_by([member.id])[member.id]
