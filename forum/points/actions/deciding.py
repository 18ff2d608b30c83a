"""What the team decides about points: the rules, and points by hand."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.activity import actions as activity
from forum.activity.actions import Thing
from forum.activity.models import DeedKind
from forum.audit import actions as audit
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, require
from forum.kernel.turns import wait_for_turn
from forum.kernel.unit import action
from forum.markup.typed import clean
from forum.points import policy, queries
from forum.points.models import PointsRule, Reason
from forum.points.ruling import Rule

TURN = "points_rules"


@dataclass(frozen=True)
class Terms:
    """What a rule shall be from now on."""

    value: int
    daily_cap: int = 0
    giver_cap: int = 0
    min_size: int = 0
    channels: Sequence[int] = ()
    is_active: bool = True


@action
def change_rule(admin: User, reason: Reason, terms: Terms) -> None:
    """Let a rule be another one from this moment; what was done before keeps its points."""
    require(policy.can_change_rules(admin))
    _check(reason, terms)
    wait_for_turn(TURN)
    before = queries.rules().in_force(reason, clock.now())
    if _terms(before) != _sorted(terms):
        _write(admin, reason, before, terms)


@action
def follow_channel(from_id: int, into_id: int, admin_id: int) -> None:
    """One channel became part of another: rules for the one are rules for the other from now on."""
    wait_for_turn(TURN)
    for reason, before in queries.rules().at(clock.now()).items():
        if from_id in before.channels:
            channels = before.channels - {from_id} | {into_id}
            terms = Terms(**_terms(before) | {"channels": sorted(channels)})
            _write(accounts.fresh_member(admin_id), reason, before, terms)


@action
def adjust(staff: User, member: User, points: int, *, words: str) -> None:
    """Give points by hand, or take some. Raises Invalid for what cannot be so."""
    require(policy.can_adjust(staff, member))
    said = clean(words).strip()
    if not points or abs(points) > policy.MOST_BY_HAND:
        raise Invalid("points", "out_of_bounds", most=policy.MOST_BY_HAND)
    if not said:
        raise Invalid("words", "no_words")
    if len(said) > policy.LONGEST_WORDS:
        raise Invalid("words", "too_long", most=policy.LONGEST_WORDS)
    thing = Thing("member", member.id)
    activity.record(DeedKind.ADJUSTED, staff.id, thing, to_id=member.id, size=points, words=said)
    after = {"points": points, "words": said}
    audit.record(staff, "points.adjust", "user", member.id, after=after)


def _write(admin: User, reason: Reason, before: Rule, terms: Terms) -> None:
    rule = PointsRule(
        reason=reason,
        version=queries.version_count(reason) + 1,
        by_id=admin.id,
        since=clock.now(),
        **_sorted(terms),
    )
    db.session.add(rule)
    db.session.flush()
    audit.record(
        admin,
        "points.change_rule",
        "points_rule",
        rule.id,
        before={"reason": reason.value, **_terms(before)},
        after={"reason": reason.value, **_sorted(terms)},
    )


def _check(reason: Reason, terms: Terms) -> None:
    if reason is Reason.STAFF:
        raise Invalid("value", "no_rule")
    bounds = {
        "value": policy.MOST_VALUE,
        "daily_cap": policy.MOST_TIMES,
        "giver_cap": policy.MOST_TIMES,
        "min_size": policy.LONGEST_TEXT,
    }
    for name, most in bounds.items():
        if not 0 <= getattr(terms, name) <= most:
            raise Invalid(name, "out_of_range", most=most)


def _sorted(terms: Terms) -> dict[str, Any]:
    return {**asdict(terms), "channels": sorted(set(terms.channels))}


def _terms(rule: Rule) -> dict[str, Any]:
    """What can be changed of a rule, as it is now."""
    return {
        "value": rule.value,
        "daily_cap": rule.daily_cap,
        "giver_cap": rule.giver_cap,
        "min_size": rule.min_size,
        "channels": sorted(rule.channels),
        "is_active": rule.is_active,
    }
