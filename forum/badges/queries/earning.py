"""Who has earned which badge: one function for deeds that come in, for comparing and for trying."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from forum.accounts.models import User
from forum.badges import criteria
from forum.badges.criteria import Leaf, Node
from forum.badges.models import TAG_KEY, Badge, Repeats
from forum.badges.queries.measuring import NO_TAG, Asked, Key, Span, Sums, asked_by, measured
from forum.kernel import clock
from forum.kernel.db import db

# So many ids are named in one statement; above that everybody is asked for.
MOST_NAMED = 5_000


@dataclass(frozen=True)
class Plan:
    """What a badge asks for, ready to be worked out: the badge itself, or one that is tried."""

    badge_id: int
    tree: Node
    span: Span
    is_by_tag: bool
    sums: Mapping[Leaf, Asked] = field(default_factory=dict)


@dataclass(frozen=True)
class Earned:
    """Somebody meets what a badge asks, with the numbers that say so."""

    user_id: int
    occurrence_key: str
    numbers: Mapping[Leaf, int]

    @property
    def tag_id(self) -> int | None:
        """The tag in whose topics it was earned, of a badge for each tag."""
        return int(self.occurrence_key.removeprefix(TAG_KEY)) if self.occurrence_key else None


def plan_of(badge: Badge, *, now: datetime | None = None) -> Plan:
    """The plan of a badge that the forum gives; `now` asks what was earned at an earlier moment."""
    until = min(now, badge.ends_at) if now and badge.ends_at else badge.ends_at or now
    span = Span(now or clock.now(), badge.starts_at, until)
    tree = criteria.read(badge.criteria)
    return planned(badge.id, tree, span, by_tag=badge.repeats == Repeats.TAG)


def planned(badge_id: int, tree: Node, span: Span, *, by_tag: bool) -> Plan:
    """The plan of a tree."""
    sums = {leaf: asked_by(leaf, span, by_tag=by_tag) for leaf in criteria.leaves(tree)}
    return Plan(badge_id, tree, span, by_tag, sums)


def earned(
    plans: Sequence[Plan], members: Collection[int] | None = None
) -> Mapping[int, Sequence[Earned]]:
    """By badge, who of these members (or of all) meets what it asks. People who left do not."""
    if members is not None and len(members) > MOST_NAMED:
        members = None
    found = measured([one for plan in plans for one in plan.sums.values()], members)
    met = {plan.badge_id: _met(plan, found) for plan in plans}
    there = _there(members) if any(met.values()) else set()
    return {
        badge_id: [one for one in some if one.user_id in there] for badge_id, some in met.items()
    }


def numbers_of(
    plans: Sequence[Plan], member_id: int
) -> Mapping[int, Mapping[int, Mapping[Leaf, int]]]:
    """By badge and tag, what one member comes to by each condition."""
    found = measured([one for plan in plans for one in plan.sums.values()], [member_id])
    return {
        plan.badge_id: {
            tag: _numbers(plan, found, (member, tag)) for member, tag in _keys(plan, found)
        }
        for plan in plans
    }


def _met(plan: Plan, found: Mapping[Asked, Sums]) -> list[Earned]:
    """Whoever comes to nothing meets no criteria, so that only those who are counted can."""
    some = []
    for key in sorted(_keys(plan, found)):
        numbers = _numbers(plan, found, key)
        if criteria.is_met(plan.tree, numbers.__getitem__):
            member, tag = key
            some.append(Earned(member, f"{TAG_KEY}{tag}" if tag else "", numbers))
    return some


def _keys(plan: Plan, found: Mapping[Asked, Sums]) -> set[Key]:
    keys = {key for one in plan.sums.values() for key in found[one]}
    return {key for key in keys if key[1] != NO_TAG} if plan.is_by_tag else keys


def _numbers(plan: Plan, found: Mapping[Asked, Sums], key: Key) -> dict[Leaf, int]:
    return {
        leaf: found[one].get(key if one.is_by_tag else (key[0], NO_TAG), 0)
        for leaf, one in plan.sums.items()
    }


def _there(members: Collection[int] | None) -> set[int]:
    query = select(User.id).where(User.approved_at.is_not(None), User.deactivated_at.is_(None))
    if members is not None:
        query = query.where(User.id.in_(members))
    return set(db.session.scalars(query))
