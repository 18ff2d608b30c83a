"""Letting what members hold have its effect: what is shown of them, open doors, owed tasks."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from forum.accounts import actions as accounting
from forum.accounts import queries as accounts
from forum.channels import actions as doors
from forum.channels import queries as channels
from forum.channels.models import LENT
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.kernel.upsert import insert
from forum.tiers import queries
from forum.tiers.models import BenefitKind, TierTask
from forum.tiers.queries import Facts, Person

OPEN_JOB = "tiers.open"


@action
def show(members: Collection[int] | None, before: Mapping[int, Facts]) -> None:
    """Write what follows from the tiers of these members, or of all.

    For those who rose it is said what they had before: what is new beside that is opened and owed.
    Who left a channel by themselves is not brought back into it.
    """
    if members is not None and not members:
        return
    facts = queries.facts_of(members)
    _note(queries.people(members).values(), facts)
    _close_doors(members, facts)
    for user_id, had in sorted(before.items(), key=lambda one: one[0]):
        want = facts.get(user_id, Facts())
        _open(user_id, {door: tier for door, tier in want.doors.items() if door not in had.doors})
        _owe(want.tasks, [user_id])


@action
def open_doors(benefit_id: int) -> None:
    """Give everybody who holds the tier what it has begun to give."""
    benefit = queries.benefit_by_id(benefit_id)
    for user_id, want in queries.facts_of(None).items():
        if benefit.kind == BenefitKind.CHANNEL and benefit.channel_id in want.doors:
            _open(user_id, {benefit.channel_id: want.doors[benefit.channel_id]})
        if benefit.id in want.tasks:
            _owe([benefit.id], [user_id])


def _note(people: Iterable[Person], facts: Mapping[int, Facts]) -> None:
    """Write the facts that every page asks for, with one statement for all who share them."""
    alike: defaultdict[Any, list[int]] = defaultdict(list)
    for person in people:
        want = facts.get(person.id, Facts())
        if (person.tier, person.rank, person.perks) != (want.tier, want.rank, want.perks):
            alike[want.tier, want.rank, tuple(sorted(want.perks.items()))].append(person.id)
    for (tier, rank, perks), user_ids in alike.items():
        accounting.set_tier(user_ids, tier=tier, rank=rank, perks=dict(perks))


def _close_doors(members: Collection[int] | None, facts: Mapping[int, Facts]) -> None:
    for seat in queries.seats_lent(members):
        if seat.channel_id not in facts.get(seat.user_id, Facts()).doors:
            doors.release(seat)


def _open(user_id: int, wanted: Mapping[int, str]) -> None:
    if not wanted:
        return
    member = accounts.held_member(user_id)
    for channel_id, channel in channels.channels_by_ids(wanted.keys()).items():
        doors.admit(None, channel, member, source=f"{LENT}{wanted[channel_id]}")


def _owe(benefit_ids: Collection[int], user_ids: Collection[int]) -> None:
    rows = [
        {"benefit_id": benefit_id, "user_id": user_id, "created_at": clock.now()}
        for benefit_id in benefit_ids
        for user_id in user_ids
    ]
    if rows:
        db.session.execute(insert(TierTask).values(rows).on_conflict_do_nothing())
