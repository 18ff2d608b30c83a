"""Every write to the rules of the house: each leaves a change, and a line in the audit log."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.automod import conditions, deeds, policy, queries
from forum.automod.deeds import Deed, Do
from forum.automod.models import AutomodChange, AutomodHit, AutomodRule
from forum.automod.shipped import RULES
from forum.kernel import clock, handover
from forum.kernel.db import db
from forum.kernel.policy import Invalid, NotFound, Refused, deny, require
from forum.kernel.unit import action
from forum.replies import actions as replies

KIND = "automod_rule"
LONGEST_NAME = 80
MOST_RULES = 100
FIELDS = ("name", "conditions", "actions", "stops", "is_on", "position")


@dataclass(frozen=True)
class RulePlan:
    """What staff want a rule to be."""

    name: str
    conditions: dict[str, Any]
    actions: list[dict[str, Any]]
    stops: bool = False
    is_on: bool = True


@action
def plant() -> int:
    """Put the supplied rules in that were never there; returns how many came."""
    known = set(db.session.scalars(select(AutomodRule.key)))
    new = [one for one in RULES if one.key not in known]
    for place, one in enumerate(new, start=len(known)):
        rule = AutomodRule(
            key=one.key,
            position=place,
            conditions=dict(one.conditions),
            actions=[{"do": one.do, "words": ""}],
            is_on=one.is_on,
        )
        db.session.add(rule)
        db.session.flush()
        _keep(None, rule, "create", before=None)
    return len(new)


@action
def hand_over(from_id: int, into_id: int) -> None:
    """Let what the one account changed have been changed by the other, and cases go to it."""
    rules = AutomodRule.created_by_id, AutomodRule.changed_by_id
    changes = AutomodChange.by_id, AutomodChange.undone_by_id
    handover.hand_over(*rules, *changes, from_id=from_id, into_id=into_id)
    old, new = queries.hand_of(from_id), queries.hand_of(into_id)
    for rule in queries.rules():
        if any(one.get("choice") == old for one in rule.actions):
            before = _as_is(rule)
            renamed = [
                one | ({"choice": new} if one.get("choice") == old else {}) for one in rule.actions
            ]
            rule.actions = renamed
            # Whoever keeps the rules in memory looks at the newest change.
            _keep(None, rule, "change", before=before)


@action
def create(owner: User, plan: RulePlan) -> AutomodRule:
    """Make a rule; it is asked last. Raises Invalid and Refused."""
    require(policy.can_arrange(owner))
    there = queries.rules()
    if len(there) >= MOST_RULES:
        raise Invalid("name", "too_many", most=MOST_RULES)
    if not plan.name.strip():
        raise Invalid("name", "needed")
    rule = AutomodRule(position=len(there), created_by_id=owner.id, conditions={}, actions=[])
    _put(rule, plan)
    db.session.add(rule)
    db.session.flush()
    _keep(owner, rule, "create", before=None)
    return rule


@action
def change(owner: User, rule: AutomodRule, plan: RulePlan) -> None:
    """Let a rule be as planned; nothing happens when it is so already. Raises Invalid, Refused."""
    require(policy.can_arrange(owner))
    if not plan.name.strip() and rule.key is None:
        raise Invalid("name", "needed")
    before = _as_is(rule)
    _put(rule, plan)
    if _as_is(rule) != before:
        _keep(owner, rule, "change", before=before)


@action
def switch(owner: User, rule: AutomodRule) -> None:
    """Switch a rule on that is off, and off when it is on."""
    require(policy.can_arrange(owner))
    before = _as_is(rule)
    rule.is_on = not rule.is_on
    _keep(owner, rule, "switch", before=before)


@action
def move_up(owner: User, rule: AutomodRule) -> None:
    """Ask a rule before the one that is above it."""
    _move(owner, rule, by=-1)


@action
def move_down(owner: User, rule: AutomodRule) -> None:
    """Ask a rule after the one that is below it."""
    _move(owner, rule, by=1)


@action
def remove(owner: User, rule: AutomodRule) -> None:
    """Take a rule out that staff made; supplied ones are switched off instead."""
    require(policy.can_arrange(owner))
    if rule.key is not None:
        raise Refused(deny("supplied_rule"))
    _number(queries.rules())
    before = _as_is(rule)
    rule.is_on, rule.removed_at = False, clock.now()
    _keep(owner, rule, "remove", before=before)


@action
def undo(owner: User, change: AutomodChange) -> None:
    """Take the newest change of a rule back, for seven days. Raises Refused."""
    require(policy.can_arrange(owner))
    newest = queries.newest_change_of(change.rule_id)
    require(policy.can_undo(change, newest_id=newest.id if newest else 0))
    rule = db.session.get_one(AutomodRule, change.rule_id)
    before = _as_is(rule)
    if change.before is None:
        rule.is_on = False
    else:
        _restore(rule, change.before)
    change.undone_at, change.undone_by_id = clock.now(), owner.id
    _keep(owner, rule, "undo", before=before)


@action
def note_hits(rule_ids: Sequence[int], kind: str, target_id: int) -> None:
    """The rules applied to a text that is stored."""
    db.session.add_all(
        AutomodHit(rule_id=rule_id, target_kind=kind, target_id=target_id) for rule_id in rule_ids
    )


def _move(owner: User, rule: AutomodRule, *, by: int) -> None:
    require(policy.can_arrange(owner))
    there = list(queries.rules())
    at = there.index(rule)
    to = at + by
    if not 0 <= to < len(there):
        return
    _number(there)
    before = _as_is(rule)
    there[at], there[to] = there[to], there[at]
    _number(there)
    _keep(owner, rule, "move", before=before)


def _restore(rule: AutomodRule, before: Mapping[str, Any]) -> None:
    """As it was, and at the place where it stood among the others."""
    is_moved = rule.removed_at is not None or rule.position != before["position"]
    for name in FIELDS:
        setattr(rule, name, before[name])
    rule.removed_at = None
    if is_moved:
        others = [one for one in queries.rules() if one is not rule]
        _number([*others[: rule.position], rule, *others[rule.position :]])


def _number(there: Sequence[AutomodRule]) -> None:
    """Let each stand at its place, from 0, in this order."""
    for place, one in enumerate(there):
        one.position = place


def _put(rule: AutomodRule, plan: RulePlan) -> None:
    if len(plan.name.strip()) > LONGEST_NAME:
        raise Invalid("name", "too_long", most=LONGEST_NAME)
    rule.name = plan.name.strip()
    rule.conditions = conditions.written(conditions.read(plan.conditions))
    done = deeds.read(plan.actions)
    _check_choices(done)
    rule.actions = deeds.written(done)
    rule.stops, rule.is_on = plan.stops, plan.is_on


def _check_choices(done: Sequence[Deed]) -> None:
    """What is chosen must be there: a team, and a saved reply that may be sent by a rule."""
    for one in done:
        if one.do == Do.ASSIGN and one.choice not in queries.hands():
            raise Invalid("actions", "no_choice")
        if one.do == Do.REPLY:
            try:
                replies.check_answering(int(one.choice))
            except (Refused, NotFound):
                raise Invalid("actions", "no_answering") from None


def _as_is(rule: AutomodRule) -> dict[str, Any]:
    return {name: getattr(rule, name) for name in FIELDS}


def _keep(by: User | None, rule: AutomodRule, verb: str, *, before: dict[str, Any] | None) -> None:
    rule.changed_at, rule.changed_by_id = clock.now(), by.id if by else None
    after = _as_is(rule)
    kept = AutomodChange(rule_id=rule.id, verb=verb, before=before, after=after)
    kept.by_id = by.id if by else None
    db.session.add(kept)
    if by is not None:
        audit.record(by, f"automod.{verb}", KIND, rule.id, before=before, after=after)
