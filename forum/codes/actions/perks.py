"""What the brand offers: perks, and who is on their lists."""

from dataclasses import asdict, dataclass

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.audit import actions as audit
from forum.badges import queries as badges
from forum.codes import policy, queries
from forum.codes.models import Audience, Perk, PerkGuest
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, NotFound, require
from forum.kernel.unit import action
from forum.kernel.upsert import insert
from forum.markup.typed import clean
from forum.tiers import queries as tiers


@dataclass(frozen=True)
class PerkPlan:
    """Which pool is offered to whom."""

    pool_id: int
    audience: Audience
    tier_id: int | None = None
    badge_id: int | None = None
    words: str = ""


@action
def offer(admin: User, plan: PerkPlan) -> Perk:
    """Let members take codes of a pool. Raises Invalid, or NotFound for what is not there."""
    require(policy.can_arrange(admin))
    perk = Perk(pool_id=queries.pool_by_id(plan.pool_id).id, audience=plan.audience)
    if plan.audience == Audience.TIER:
        if not plan.tier_id:
            raise Invalid("tier", "no_tier")
        perk.tier_id = tiers.tier_by_id(plan.tier_id).id
    elif plan.audience == Audience.BADGE:
        if not plan.badge_id:
            raise Invalid("badge", "no_badge")
        perk.badge_id = badges.badge_by_id(plan.badge_id).id
    perk.words = clean(plan.words).strip()
    if len(perk.words) > policy.LONGEST_WORDS:
        raise Invalid("words", "too_long", most=policy.LONGEST_WORDS)
    perk.created_by_id = admin.id
    db.session.add(perk)
    db.session.flush()
    audit.record(admin, "codes.offer", "perk", perk.id, after=asdict(plan))
    return perk


@action
def end_perk(admin: User, perk: Perk) -> None:
    """Let nobody take a code of it any more; those who have one keep it, the line goes home."""
    require(policy.can_arrange(admin))
    if perk.ended_at is None:
        perk.ended_at = clock.now()
        audit.record(admin, "codes.end_perk", "perk", perk.id)


@action
def put_on_list(admin: User, perk: Perk, name: str) -> User:
    """Put a member on the list of a perk. Raises Invalid."""
    require(policy.can_arrange(admin))
    if perk.audience != Audience.LIST:
        raise NotFound
    member = accounts.member_called(name.strip().removeprefix("@"))
    if member is None:
        raise Invalid("name", "nobody")
    row = {"perk_id": perk.id, "user_id": member.id, "added_at": clock.now()}
    row |= {"added_by_id": admin.id}
    db.session.execute(insert(PerkGuest).values(row).on_conflict_do_nothing())
    audit.record(admin, "codes.put_on_list", "perk", perk.id, after={"user_id": member.id})
    return member


@action
def take_off_list(admin: User, perk: Perk, user_id: int) -> None:
    """Take a member off the list of a perk; a code that they have stays theirs."""
    require(policy.can_arrange(admin))
    row = db.session.get(PerkGuest, (perk.id, user_id))
    if row is None:
        raise NotFound
    db.session.delete(row)
    audit.record(admin, "codes.take_off_list", "perk", perk.id, after={"user_id": user_id})
