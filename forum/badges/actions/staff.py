"""What staff do with badges: make, change, give and take them away. Everything is written down."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from forum.accounts.models import User
from forum.audit.actions import record
from forum.badges import criteria, policy
from forum.badges.actions.giving import owe_review
from forum.badges.models import ARTS, Badge, BadgeAward, BadgeKind, Level, Repeats
from forum.badges.signals import BadgeAwarded, BadgeRevoked
from forum.badges.supplied import SUPPLIED
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import Invalid, require
from forum.kernel.slugs import slugify
from forum.kernel.turns import wait_for_turn
from forum.kernel.unit import action

TURN = "badges"
LONGEST_REASON = 500
LONGEST_NAME = 80
LONGEST_WORDS = 300


@dataclass(frozen=True)
class BadgePlan:
    """What a badge is to be. Without a name, a supplied one keeps the words it came with."""

    name: str
    words: str
    level: Level
    art: str
    kind: BadgeKind
    repeats: Repeats = Repeats.ONCE
    criteria: dict[str, Any] | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    is_active: bool = True


@action
def create(actor: User, plan: BadgePlan) -> Badge:
    """Make a badge; the worker looks at once who has it earned already."""
    require(policy.can_arrange(actor))
    wait_for_turn(TURN)
    badge = Badge(slug=_free_slug(plan.name), created_by_id=actor.id)
    _apply(actor, badge, plan)
    db.session.add(badge)
    db.session.flush()
    record(actor, "badges.create", "badge", badge.id, after=_told(plan))
    return badge


@action
def change(actor: User, badge: Badge, plan: BadgePlan) -> None:
    """Change a badge. Who has it keeps it; who meets what it asks now gets it."""
    require(policy.can_arrange(actor))
    before = _told(plan_as_is(badge))
    _apply(actor, badge, plan)
    record(actor, "badges.change", "badge", badge.id, before=before, after=_told(plan))


@action
def award(actor: User, badge: Badge, member: User, *, reason: str) -> BadgeAward:
    """Give a badge by hand, with a reason that everybody may read."""
    require(policy.can_award(actor, badge))
    words = _reason(reason)
    if member.approved_at is None or member.deactivated_at is not None:
        raise Invalid("member", "not_here")
    wait_for_turn(TURN)
    given = BadgeAward(badge_id=badge.id, user_id=member.id, by_id=actor.id, reason=words)
    given.occurrence_key = _next_key(badge, member)
    db.session.add(given)
    db.session.flush()
    told = {"badge": badge.slug, "reason": words}
    record(actor, "badges.award", "member", member.id, after=told)
    announce(BadgeAwarded(given.id, member.id, badge.id, is_news=True))
    return given


@action
def revoke(actor: User, award: BadgeAward, *, reason: str) -> None:
    """Take a badge away, with a reason; the forum does not give it again. Once is enough."""
    wait_for_turn(TURN)
    db.session.refresh(award, ["revoked_at"])
    require(policy.can_revoke(actor, award))
    words = _reason(reason)
    award.revoked_at, award.revoked_by_id, award.revoke_reason = clock.now(), actor.id, words
    told = {"badge": award.badge.slug, "reason": words}
    record(actor, "badges.revoke", "member", award.user_id, after=told)
    announce(BadgeRevoked(award.id, award.user_id, award.badge_id))


def plan_as_is(badge: Badge) -> BadgePlan:
    """What the badge is now."""
    return BadgePlan(
        name=badge.name,
        words=badge.words,
        level=Level(badge.level),
        art=badge.art,
        kind=BadgeKind(badge.kind),
        repeats=Repeats(badge.repeats),
        criteria=badge.criteria,
        starts_at=badge.starts_at,
        ends_at=badge.ends_at,
        is_active=badge.retired_at is None,
    )


def _apply(actor: User, badge: Badge, plan: BadgePlan) -> None:
    _check(badge, plan)
    before = badge.criteria, badge.kind, badge.starts_at, badge.ends_at, badge.repeats
    badge.name, badge.words = plan.name.strip(), plan.words.strip()
    badge.level, badge.art, badge.kind, badge.repeats = (
        plan.level,
        plan.art,
        plan.kind,
        plan.repeats,
    )
    badge.starts_at = plan.starts_at if plan.kind == BadgeKind.SEASONAL else None
    badge.ends_at = plan.ends_at if plan.kind == BadgeKind.SEASONAL else None
    badge.criteria = None
    if plan.kind != BadgeKind.MANUAL:
        badge.criteria = criteria.written(criteria.read(plan.criteria))
    _retire(actor, badge, plan)
    if badge.is_counted:
        after = badge.criteria, badge.kind, badge.starts_at, badge.ends_at, badge.repeats
        badge.reviewed_at = badge.reviewed_at if before == after else None
        owe_review()


def _retire(actor: User, badge: Badge, plan: BadgePlan) -> None:
    if plan.is_active:
        badge.retired_at, badge.retired_by_id = None, None
    elif badge.retired_at is None:
        badge.retired_at, badge.retired_by_id = clock.now(), actor.id


def _check(badge: Badge, plan: BadgePlan) -> None:
    is_supplied = badge.slug in {one.slug for one in SUPPLIED}
    if not plan.name.strip() and not is_supplied:
        raise Invalid("name", "needed")
    if len(plan.name.strip()) > LONGEST_NAME:
        raise Invalid("name", "too_long")
    if len(plan.words.strip()) > LONGEST_WORDS:
        raise Invalid("words", "too_long")
    if plan.art not in ARTS:
        raise Invalid("art", "no_choice")
    if (plan.repeats == Repeats.OFTEN) != (plan.kind == BadgeKind.MANUAL) and (
        plan.repeats != Repeats.ONCE
    ):
        raise Invalid("repeats", "other_kind")
    if plan.kind == BadgeKind.SEASONAL and not _is_season(plan):
        raise Invalid("ends_at", "no_season")


def _is_season(plan: BadgePlan) -> bool:
    return bool(plan.starts_at and plan.ends_at and plan.starts_at < plan.ends_at)


def _free_slug(name: str) -> str:
    wanted = slugify(name, "badge")[:50]
    taken = set(db.session.scalars(select(Badge.slug).where(Badge.slug.startswith(wanted))))
    free = (f"{wanted}-{number}" if number > 1 else wanted for number in range(1, len(taken) + 2))
    return next(one for one in free if one not in taken)


def _next_key(badge: Badge, member: User) -> str:
    """Once, or one more; a badge that was withdrawn or taken away can be given anew by staff."""
    mine = BadgeAward.badge_id == badge.id, BadgeAward.user_id == member.id
    standing = select(func.count()).where(*mine, BadgeAward.revoked_at.is_(None))
    if badge.repeats == Repeats.ONCE and db.session.scalar(standing):
        raise Invalid("member", "has_it")
    count = db.session.scalar(select(func.count()).where(*mine)) or 0
    return str(count + 1) if count else ""


def _reason(given: str) -> str:
    words = given.strip()
    if not words:
        raise Invalid("reason", "needed")
    if len(words) > LONGEST_REASON:
        raise Invalid("reason", "too_long")
    return words


def _told(plan: BadgePlan) -> dict[str, Any]:
    """A plan as the audit log keeps it."""
    told = asdict(plan)
    for name in ("starts_at", "ends_at"):
        told[name] = told[name].isoformat() if told[name] else None
    return told
