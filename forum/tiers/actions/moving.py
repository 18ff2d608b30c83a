"""Up at once: giving members the tiers that their points and orders lead to."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from forum.kernel import clock, handover
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.turns import wait_for_turn
from forum.kernel.unit import action
from forum.tiers import queries
from forum.tiers.actions.showing import show
from forum.tiers.asking import Lack
from forum.tiers.models import (
    BenefitKind,
    Source,
    Tier,
    TierBenefit,
    TierMembership,
    TierTask,
)
from forum.tiers.queries import Facts, Marks
from forum.tiers.signals import TierLost, TierReached
from forum.tiers.supplied import SUPPLIED

LOOK_JOB = "tiers.look"
# So long a member is told on their pages what they have reached.
CHEER = timedelta(days=14)
APART = {"synchronize_session": False}


@action
def plant() -> None:
    """Put in the tiers that come with the forum, unless there are any."""
    if queries.has_any():
        return
    for one in SUPPLIED:
        tier = Tier(slug=one.slug, kind=one.kind, rank=one.rank, hue=one.hue)
        tier.threshold, tier.min_orders = one.threshold, one.min_orders
        db.session.add(tier)
        db.session.flush()
        if one.has_flair:
            db.session.add(TierBenefit(tier_id=tier.id, kind=BenefitKind.FLAIR))
    db.session.flush()


@action
def settle(deed_ids: Sequence[int]) -> None:
    """Take in lines of the log, after the points have: who has enough goes up.

    An order that was paid, or went back, is such a line, too.
    """
    members = queries.touched_by(deed_ids)
    if members:
        look_at(members)


@action
def look_at(members: Collection[int] | None) -> int:
    """Let these members, or all, hold what they have enough for; returns how many moved.

    Nobody goes down here, but what was given for a time ends with it.
    """
    wait_for_turn("tiers")
    plant()
    now = clock.now()
    ended = _end_what_is_over(now) if members is None else set()
    _set_clocks(now)
    risen = _raise(members, now)
    show(risen.keys() if members is not None else None, risen)
    return len(ended | risen.keys())


@action
def rebuild() -> None:
    """Give everybody what they have enough for, and show everybody as what they are."""
    look_at(None)


@action
def hand_over(from_id: int, into_id: int) -> None:
    """Two accounts are one: it holds what both were given, and the higher of what both earned."""
    wait_for_turn("tiers")
    height = {tier.id: tier.threshold for tier in queries.tiers()}
    held = queries.earned_by([from_id, into_id])
    if len(held) > 1:
        lower = min(held.values(), key=lambda row: height[row.tier_id])
        lower.ended_at = clock.now()
        db.session.flush()
    _forget_doubles(from_id, into_id)
    people = TierMembership.user_id, TierMembership.set_by_id, TierMembership.ended_by_id
    handover.hand_over(*people, from_id=from_id, into_id=into_id)
    handover.hand_over(TierTask.user_id, TierTask.done_by_id, from_id=from_id, into_id=into_id)
    db.session.expire_all()
    before = queries.facts_of([into_id])
    _raise([into_id], clock.now())
    show([into_id, from_id], before)


def _forget_doubles(from_id: int, into_id: int) -> None:
    """What both accounts hold from the team's hand, and what it owes to both, is there once."""
    done = select(TierTask.benefit_id).where(
        TierTask.user_id == from_id, TierTask.done_at.is_not(None)
    )
    # What the one was given is not owed to the other any more.
    owed = TierTask.user_id == into_id, TierTask.done_at.is_(None), TierTask.benefit_id.in_(done)
    db.session.execute(delete(TierTask).where(*owed).execution_options(**APART))
    there = select(TierTask.benefit_id).where(TierTask.user_id == into_id)
    twice = TierTask.user_id == from_id, TierTask.benefit_id.in_(there)
    db.session.execute(delete(TierTask).where(*twice).execution_options(**APART))
    rows = queries.held_by([from_id, into_id])
    kept = {row.tier_id for row in rows if row.user_id == into_id}
    for row in rows:
        if row.user_id == from_id and row.tier_id in kept:
            row.ended_at = clock.now()
    db.session.flush()


def _raise(members: Collection[int] | None, now: datetime) -> Mapping[int, Facts]:
    """Who has enough for a higher step stands on it from now on; whom, and what they had."""
    steps = queries.ladder()
    if not steps:
        return {}
    marks, held = queries.marks(members, steps), queries.earned_by(members)
    height = {tier.id: tier.threshold for tier in queries.tiers()}
    ups: dict[int, Tier] = {}
    for person in queries.people(members).values():
        row, given = held.get(person.id), marks.given(person.id, steps)
        is_higher = given and row and given.threshold > height[row.tier_id]
        if given and (row is None or (is_higher and not person.is_suspended)):
            ups[person.id] = given
    before = queries.facts_of(ups.keys()) if ups else {}
    _note(held, ups, steps, marks)
    _put_up(held, ups, marks, now)
    return {user_id: before.get(user_id, Facts()) for user_id in ups}


def _note(
    held: Mapping[int, TierMembership],
    ups: Mapping[int, Tier],
    steps: Sequence[Tier],
    marks: Marks,
) -> None:
    """Keep what those have who stay, and let the grace end of those who have enough again."""
    known = {tier.id: tier for tier in steps}
    for user_id, row in held.items():
        tier = known.get(row.tier_id)
        if tier is None or user_id in ups:
            continue
        row.has = marks.of(user_id, tier)
        if row.grace_until is not None and tier.asks.is_met_by(row.has):
            row.grace_until, row.missing, row.paused_at = None, Lack(), None


def _put_up(
    held: Mapping[int, TierMembership], ups: Mapping[int, Tier], marks: Marks, now: datetime
) -> None:
    for user_id in ups.keys() & held.keys():
        held[user_id].ended_at = now
    # The old one ends before the new one begins: there is one at a time.
    db.session.flush()
    rows = []
    for user_id, tier in ups.items():
        row = TierMembership(user_id=user_id, tier_id=tier.id, source=Source.EARNED, since=now)
        row.has = marks.of(user_id, tier)
        # What somebody has the first time they are looked at is no news.
        row.cheer_until = now + CHEER if user_id in held else None
        rows.append(row)
    db.session.add_all(rows)
    db.session.flush()
    for row in rows:
        if row.cheer_until is not None:
            announce(TierReached(row.id, row.user_id, row.tier_id))


def _end_what_is_over(now: datetime) -> set[int]:
    over = queries.expired(now)
    for row in over:
        row.ended_at = now
        announce(TierLost(row.id, row.user_id, row.tier_id))
    return {row.user_id for row in over}


def _set_clocks(now: datetime) -> None:
    """Of those who are suspended the clock of the grace stands still."""
    for row, is_suspended in queries.unpaused(now):
        if is_suspended:
            row.paused_at = now
        elif row.paused_at is not None and row.grace_until is not None:
            row.grace_until, row.paused_at = row.grace_until + (now - row.paused_at), None
