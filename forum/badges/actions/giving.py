"""Giving what was earned: steps for the worker. The log says who, and twice is once."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update

from forum.activity.models import Deed, DeedKind
from forum.activity.queries import is_empty
from forum.badges import queries
from forum.badges.models import Badge, BadgeAward
from forum.badges.queries import Earned, Plan, Touched
from forum.badges.signals import BadgeAwarded, BadgeRevoked
from forum.badges.supplied import SUPPLIED, Supplied
from forum.jobs import actions as jobs
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.kernel.upsert import insert

REVIEW_JOB = "badges.review"
# What is removed so soon after a badge was given takes the badge along.
PROVISIONAL = timedelta(days=7)
# What was done longer ago is history when it is taken in, and no news.
NEWS = timedelta(days=1)
AT_ONCE = 500


@dataclass(frozen=True)
class Gift:
    """An award to be made."""

    badge_id: int
    user_id: int
    occurrence_key: str
    at: datetime
    is_news: bool


@action
def plant() -> int:
    """Put in the supplied badges that are not there yet and that somebody can earn; how many."""
    there = {badge.slug for badge in queries.badges()}
    missing = [one for one in SUPPLIED if one.slug not in there and _can_be_earned(one)]
    for one in missing:
        badge = Badge(slug=one.slug, level=one.level, art=one.art, kind=one.kind)
        badge.repeats = one.repeats
        badge.criteria = dict(one.criteria) if one.criteria is not None else None
        db.session.add(badge)
    db.session.flush()
    return len(missing)


@action
def settle(deed_ids: Sequence[int]) -> None:
    """Give what these lines of the log make complete, and take back what they undo."""
    if not queries.has_any_badge():
        plant()
    touched = queries.touched_by(deed_ids)
    plans = [plan for plan in _plans(queries.counted_badges()) if touched.by(plan)]
    members = {member for plan in plans for member in touched.by(plan)}
    if not members:
        return
    earned = queries.earned(plans, members)
    awards = queries.awards_of([plan.badge_id for plan in plans], members)
    _give_back(awards, earned)
    _withdraw(plans, touched, awards, earned)
    _give(_gifts_of_deeds(plans, touched, awards, earned))


def review() -> int:
    """Look at everybody: for the passing of time, and for badges that are new. How many awards.

    What a badge finds when it is looked at for the first time is no news. Nobody who writes waits
    meanwhile: what is found is given some at a time, each time in a transaction of its own.
    """
    plant()
    badges = queries.counted_badges()
    gifts = _gifts_of_all(badges)
    made = sum(
        _give_some(gifts[start : start + AT_ONCE]) for start in range(0, len(gifts), AT_ONCE)
    )
    _note_reviewed([badge.id for badge in badges])
    return made


def _gifts_of_all(badges: Sequence[Badge]) -> list[Gift]:
    plans = _plans(badges)
    known = queries.award_keys([plan.badge_id for plan in plans])
    old = {badge.id for badge in badges if badge.reviewed_at is not None}
    now = clock.now()
    return [
        Gift(badge_id, one.user_id, one.occurrence_key, now, badge_id in old)
        for badge_id, some in queries.earned(plans).items()
        for one in some
        if (badge_id, one.user_id, one.occurrence_key) not in known
    ]


@action
def _give_some(gifts: Sequence[Gift]) -> int:
    return _give(gifts)


@action
def _note_reviewed(badge_ids: Sequence[int]) -> None:
    seen = update(Badge).where(Badge.id.in_(badge_ids)).values(reviewed_at=clock.now())
    db.session.execute(seen)


def _can_be_earned(one: Supplied) -> bool:
    return one.needs is None or not is_empty([Deed.kind == DeedKind(one.needs)])


def _plans(badges: Iterable[Badge]) -> list[Plan]:
    return [queries.plan_of(badge) for badge in badges]


def _gifts_of_deeds(
    plans: Sequence[Plan],
    touched: Touched,
    awards: Sequence[BadgeAward],
    earned: Mapping[int, Sequence[Earned]],
) -> list[Gift]:
    known = {(award.badge_id, award.user_id, award.occurrence_key) for award in awards}
    recent = clock.now() - NEWS
    gifts = []
    for plan in plans:
        moments = touched.by(plan)
        for one in earned[plan.badge_id]:
            at = moments.get(one.user_id)
            if at and (plan.badge_id, one.user_id, one.occurrence_key) not in known:
                gift = Gift(plan.badge_id, one.user_id, one.occurrence_key, at, at >= recent)
                gifts.append(gift)
    return gifts


def _give(gifts: Sequence[Gift]) -> int:
    """Write the awards, each once whoever else does; those that were withdrawn stand again."""
    made: dict[tuple[int, int, str], int] = {}
    for start in range(0, len(gifts), AT_ONCE):
        rows = [_row(gift) for gift in gifts[start : start + AT_ONCE]]
        once = insert(BadgeAward).values(rows)
        keys = ["badge_id", "user_id", "occurrence_key"]
        again: dict[str, Any] = {"revoked_at": None, "revoke_reason": ""}
        once = once.on_conflict_do_update(
            index_elements=keys,
            set_=again,
            where=BadgeAward.revoked_at.is_not(None) & BadgeAward.revoked_by_id.is_(None),
        )
        columns = BadgeAward.id, BadgeAward.badge_id, BadgeAward.user_id, BadgeAward.occurrence_key
        for row in db.session.execute(once.returning(*columns)):
            made[row[1], row[2], row[3]] = row[0]
    for gift in gifts:
        award_id = made.get((gift.badge_id, gift.user_id, gift.occurrence_key))
        if award_id is not None:
            announce(BadgeAwarded(award_id, gift.user_id, gift.badge_id, gift.is_news))
    return len(made)


def _row(gift: Gift) -> dict[str, Any]:
    return {
        "badge_id": gift.badge_id,
        "user_id": gift.user_id,
        "occurrence_key": gift.occurrence_key,
        "at": gift.at,
        "reason": "",
        "revoke_reason": "",
    }


def _give_back(awards: Sequence[BadgeAward], earned: Mapping[int, Sequence[Earned]]) -> None:
    """Let awards that were withdrawn stand again where they are earned again."""
    met = _met(earned)
    for award in awards:
        if award.is_withdrawn and _key(award) in met:
            award.revoked_at = None
            announce(BadgeAwarded(award.id, award.user_id, award.badge_id, is_news=False))


def _withdraw(
    plans: Sequence[Plan],
    touched: Touched,
    awards: Sequence[BadgeAward],
    earned: Mapping[int, Sequence[Earned]],
) -> None:
    """Take back what was given within the last week for something that is gone."""
    at = touched.reversed_at
    if at is None:
        return
    losers = {plan.badge_id: touched.losers_by(plan) for plan in plans}
    met = _met(earned)
    for award in awards:
        is_hit = award.user_id in losers[award.badge_id] and _key(award) not in met
        is_fresh = award.at <= at <= award.at + PROVISIONAL
        if is_hit and is_fresh and award.by_id is None and award.revoked_at is None:
            award.revoked_at = at
            announce(BadgeRevoked(award.id, award.user_id, award.badge_id))


def _met(earned: Mapping[int, Sequence[Earned]]) -> Collection[tuple[int, int, str]]:
    return {
        (badge_id, one.user_id, one.occurrence_key)
        for badge_id, some in earned.items()
        for one in some
    }


def _key(award: BadgeAward) -> tuple[int, int, str]:
    return award.badge_id, award.user_id, award.occurrence_key


@action
def owe_review() -> None:
    """Let the worker look at everybody soon."""
    jobs.owe(REVIEW_JOB)
