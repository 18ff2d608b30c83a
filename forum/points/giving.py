"""What deeds are worth: one function of the log and the rules, for all who ask."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from forum.activity.models import OWN, DeedKind
from forum.activity.queries import OF_ANOTHER
from forum.points.models import Reason
from forum.points.ruling import GIVEN, OF_KIND, ONCE, Rule, Rules

# Points of an account as young as this wait for a day, in which somebody may look at it.
YOUNG = timedelta(days=7)
WAIT = timedelta(hours=24)
# So long what was bought may go back.
RETURNING = timedelta(days=30)


class Line(NamedTuple):
    """A deed that might give points, as much of it as counts."""

    id: int
    kind: DeedKind
    # Whose points they would be, and who did it.
    owner_id: int
    who_id: int | None
    to_id: int | None
    channel_id: int | None
    at: datetime
    day: int
    size: int
    words: str
    stands: bool
    # When the account of the owner was made.
    joined_at: datetime


class Worth(NamedTuple):
    """What a deed gives to its owner."""

    user_id: int
    reason: Reason
    delta: int
    at: datetime
    posts_at: datetime
    stands: bool
    rule_id: int | None


def worth_of(
    lines: Iterable[Line], rules: Rules, nothing: Collection[int] = ()
) -> Mapping[int, Worth]:
    """What each deed gives, by its id; deeds that give nothing are left out.

    The lines must hold every deed of each owner, reason and day that is asked about, in the order
    of the log: the first of a day count, up to the limits. Deeds that were reversed take their
    place all the same, so that nothing is gained by doing anew what was taken away; but the rest of
    an order of which some went back has the place of the whole. What is worth nothing takes none:
    every second reaction of two who mostly cheer each other, and what came while suspended.
    """
    found: dict[int, Worth] = {}
    taken: Counter[Any] = Counter()
    for line in lines:
        reason = OF_KIND[line.kind]
        if reason is Reason.STAFF:
            found[line.id] = _worth(line, reason, line.size, None)
            continue
        rule = rules.in_force(reason, line.at)
        if line.id in nothing or not _counts(line, rule):
            continue
        day = line.owner_id, reason, 0 if reason in ONCE else line.day
        giver = *day, line.who_id
        if not _is_full(taken, day, giver, rule, reason):
            if line.stands or reason is not Reason.PURCHASE:
                taken[day] += 1
                taken[giver] += 1
            times = line.size if reason is Reason.PURCHASE else 1
            found[line.id] = _worth(line, reason, rule.value * times, rule.id)
    return found


def _counts(line: Line, rule: Rule) -> bool:
    """Whether the rule is about such a deed at all."""
    is_own = line.kind in OF_ANOTHER and (line.who_id == line.to_id or line.words == OWN)
    return (
        rule.gives
        and not is_own
        and line.size >= rule.min_size
        and (not rule.channels or line.channel_id in rule.channels)
    )


def _is_full(taken: Counter[Any], day: Any, giver: Any, rule: Rule, reason: Reason) -> bool:
    if reason in ONCE:
        return taken[day] > 0
    by_giver = rule.giver_cap if reason in GIVEN else 0
    return (0 < rule.daily_cap <= taken[day]) or (0 < by_giver <= taken[giver])


def _worth(line: Line, reason: Reason, delta: int, rule_id: int | None) -> Worth:
    waits = reason is not Reason.STAFF and line.at < line.joined_at + YOUNG
    posts_at = line.at + WAIT if waits else line.at
    if reason is Reason.PURCHASE:
        posts_at = line.at + RETURNING
    return Worth(line.owner_id, reason, delta, line.at, posts_at, line.stands, rule_id)
