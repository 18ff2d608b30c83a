"""Which rule was in force when: what ships, and what the brand changed it to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from forum.activity.models import DeedKind
from forum.points.models import Reason

ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Rule:
    """What a reason gives, and how often; limits of 0 are none."""

    value: int
    daily_cap: int = 0
    giver_cap: int = 0
    min_size: int = 0
    channels: frozenset[int] = frozenset()
    is_active: bool = True
    since: datetime = ALWAYS
    id: int | None = None

    @property
    def gives(self) -> bool:
        """Whether there is anything to have."""
        return self.is_active and self.value > 0


# What holds from the first day on, in the order in which people read it. A later release that
# ships other figures has to keep these for what was done before.
SHIPPED: Mapping[Reason, Rule] = {
    Reason.CUSTOMER: Rule(30, daily_cap=5),
    Reason.INVITED: Rule(20),
    Reason.ANSWER: Rule(15, daily_cap=5),
    Reason.FEEDBACK: Rule(15),
    Reason.PROFILE: Rule(10),
    Reason.WELCOME: Rule(8, daily_cap=5),
    Reason.TOPIC: Rule(5, daily_cap=3),
    Reason.FLAG: Rule(5, daily_cap=5),
    Reason.REPLY: Rule(3, daily_cap=10, min_size=40),
    Reason.REACTION: Rule(1, daily_cap=20, giver_cap=2),
    # For each whole unit of the currency; the brand decides whether buying gives points at all.
    Reason.PURCHASE: Rule(1, is_active=False),
}
OF_KIND: Mapping[DeedKind, Reason] = {
    DeedKind.WELCOMED: Reason.WELCOME,
    DeedKind.STARTED: Reason.TOPIC,
    DeedKind.REPLIED: Reason.REPLY,
    DeedKind.REACTED: Reason.REACTION,
    DeedKind.ACCEPTED: Reason.ANSWER,
    DeedKind.INTRODUCED: Reason.PROFILE,
    DeedKind.INVITED: Reason.INVITED,
    DeedKind.BROUGHT_CUSTOMER: Reason.CUSTOMER,
    DeedKind.FLAGGED_WELL: Reason.FLAG,
    DeedKind.GAVE_FEEDBACK: Reason.FEEDBACK,
    DeedKind.BOUGHT: Reason.PURCHASE,
    DeedKind.ADJUSTED: Reason.STAFF,
}
# Points for these go to whom it was done, for the others to who did it.
RECEIVED = frozenset({DeedKind.REACTED, DeedKind.ACCEPTED, DeedKind.ADJUSTED})
DONE = frozenset(OF_KIND) - RECEIVED
# These count once in a life, and not once in a day.
ONCE = frozenset({Reason.PROFILE})
# Reasons whose rule may ask for a length, and those that know of a giver.
MEASURED = frozenset({Reason.TOPIC, Reason.REPLY})
# Reasons that have to do with a channel.
PLACED = (
    frozenset(SHIPPED)
    - ONCE
    - {
        Reason.CUSTOMER,
        Reason.INVITED,
        Reason.FLAG,
        Reason.FEEDBACK,
        Reason.PURCHASE,
    }
)
GIVEN = frozenset({Reason.REACTION, Reason.ANSWER})


class Rules:
    """All versions of all rules."""

    def __init__(self, versions: Iterable[Any]) -> None:
        """From the rows of `PointsRule`."""
        self._of: defaultdict[Reason, list[Rule]] = defaultdict(list)
        for reason, rule in SHIPPED.items():
            self._of[reason].append(rule)
        for version in sorted(versions, key=lambda one: one.version):
            self._of[version.reason].append(_rule(version))

    def in_force(self, reason: Reason, at: datetime) -> Rule:
        """The rule of this moment."""
        versions = self._of[reason]
        last = versions[-1]
        if last.since <= at:
            return last
        return next(rule for rule in reversed(versions) if rule.since <= at)

    def at(self, moment: datetime) -> Mapping[Reason, Rule]:
        """All rules of this moment, in the order in which people read them."""
        return {reason: self.in_force(reason, moment) for reason in SHIPPED}

    @property
    def changed_at(self) -> datetime | None:
        """When a rule was last changed."""
        last = max(rule.since for rules in self._of.values() for rule in rules)
        return last if last > ALWAYS else None


def _rule(version: Any) -> Rule:
    return Rule(
        value=version.value,
        daily_cap=version.daily_cap,
        giver_cap=version.giver_cap,
        min_size=version.min_size,
        channels=frozenset(version.channels),
        is_active=version.is_active,
        since=version.since,
        id=version.id,
    )
