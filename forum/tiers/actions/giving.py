"""What the team gives by hand: tiers, and what tiers promise that people do."""

from datetime import datetime

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import Invalid, NotFound, require
from forum.kernel.turns import wait_for_turn
from forum.kernel.unit import action
from forum.markup.typed import clean
from forum.tiers import policy, queries
from forum.tiers.actions.moving import CHEER
from forum.tiers.actions.showing import show
from forum.tiers.models import Source, Tier, TierMembership, TierTask
from forum.tiers.queries import Facts
from forum.tiers.signals import TierLost, TierReached


@action
def give(
    staff: User, tier: Tier, member: User, *, reason: str, until: datetime | None = None
) -> TierMembership:
    """Let a member hold a tier that is given by hand. Raises Invalid for what cannot be so."""
    require(policy.can_give(staff, tier, member))
    words = _reason(reason)
    _check(tier, member, until)
    wait_for_turn("tiers")
    before = queries.facts_of([member.id])
    if any(row.tier_id == tier.id for row in queries.held_by([member.id])):
        raise Invalid("tier", "has_it")
    row = TierMembership(user_id=member.id, tier_id=tier.id, source=Source.STAFF, until=until)
    row.set_by_id, row.reason, row.cheer_until = staff.id, words, clock.now() + CHEER
    db.session.add(row)
    db.session.flush()
    after = {"tier": tier.slug, "reason": words, "until": until.isoformat() if until else ""}
    audit.record(staff, "tiers.give", "user", member.id, after=after)
    announce(TierReached(row.id, member.id, tier.id))
    show([member.id], {member.id: before.get(member.id, Facts())})
    return row


@action
def take(staff: User, membership: TierMembership, *, reason: str) -> None:
    """Let a member hold a tier no longer. Raises NotFound when somebody took it a moment ago."""
    require(policy.can_give(staff, membership.tier, membership.user))
    words = _reason(reason)
    wait_for_turn("tiers")
    db.session.refresh(membership, ["ended_at"])
    if membership.ended_at is not None:
        raise NotFound
    membership.ended_at, membership.ended_by_id = clock.now(), staff.id
    db.session.flush()
    before = {"tier": membership.tier.slug}
    audit.record(
        staff,
        "tiers.take",
        "user",
        membership.user_id,
        before=before,
        after={"reason": words},
    )
    announce(TierLost(membership.id, membership.user_id, membership.tier_id))
    show([membership.user_id], {})


@action
def deliver(staff: User, task: TierTask) -> None:
    """Note that the team has done what it owed to a member. Once is enough."""
    require(policy.can_look_after(staff))
    wait_for_turn("tiers")
    db.session.refresh(task, ["done_at"])
    if task.done_at is not None:
        return
    task.done_at, task.done_by_id = clock.now(), staff.id
    after = {"user_id": task.user_id, "words": task.benefit.words}
    audit.record(staff, "tiers.deliver", "tier_task", task.id, after=after)


@action
def put_away(member: User, membership_id: int) -> None:
    """A member has read what they have reached."""
    row = db.session.get(TierMembership, membership_id)
    if row is None or row.user_id != member.id:
        raise NotFound
    row.cheer_until = None


def _check(tier: Tier, member: User, until: datetime | None) -> None:
    if not tier.is_active:
        raise Invalid("tier", "retired")
    if member.approved_at is None or member.deactivated_at is not None:
        raise Invalid("tier", "not_here")
    if until is not None and until <= clock.now():
        raise Invalid("until", "past")


def _reason(typed: str) -> str:
    words = clean(typed).strip()
    if not words:
        raise Invalid("reason", "no_words")
    if len(words) > policy.LONGEST_REASON:
        raise Invalid("reason", "too_long", most=policy.LONGEST_REASON)
    return words
