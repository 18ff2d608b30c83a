"""What would happen if tiers asked for something else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.tiers.asking import Asks, Has
from forum.tiers.models import Tier
from forum.tiers.queries.facts import people
from forum.tiers.queries.holding import earned_by
from forum.tiers.queries.ladder import ladder, marks

MOST_NAMED = 30


@dataclass(frozen=True)
class Mover:
    """A member who would hold another tier."""

    user: User
    has: Has
    before: Tier
    after: Tier


@dataclass(frozen=True)
class Outcome:
    """How many hold each tier now and then, who would go up at once, and who down in time."""

    now: Mapping[int, int]
    then: Mapping[int, int]
    up: int
    down: int
    movers: Sequence[Mover]


def simulate(asks: Mapping[int, Asks]) -> Outcome:
    """What it would come to with the points and orders of this moment, if tiers asked for this."""
    steps = ladder()
    before = {tier.id: number for number, tier in enumerate(steps)}
    wanted = sorted(steps, key=lambda tier: asks.get(tier.id, tier.asks).points)
    found, held, everybody = marks(None, steps, asks=asks), earned_by(None), people(None)
    now, then = dict.fromkeys(before, 0), dict.fromkeys(before, 0)
    moves: list[tuple[int, Tier, Tier]] = []
    for person in everybody.values() if steps else ():
        row = held.get(person.id)
        old = steps[before.get(row.tier_id, 0) if row else 0]
        reached = found.given(person.id, wanted, asks)
        new = old if person.is_suspended or reached is None else reached
        now[old.id] += 1
        then[new.id] += 1
        if new is not old:
            moves.append((person.id, old, new))
    ups = [move for move in moves if before[move[2].id] > before[move[1].id]]
    named = accounts.members_by_ids([move[0] for move in moves[:MOST_NAMED]])
    movers = [
        Mover(named[user_id], found.of(user_id, new), old, new)
        for user_id, old, new in moves[:MOST_NAMED]
    ]
    return Outcome(now, then, len(ups), len(moves) - len(ups), movers)
