"""What follows from the log: the standing of every member."""

from collections.abc import Iterator
from datetime import timedelta

from forum.accounts.models import Standing
from forum.activity import queries as activity
from forum.kernel import clock
from forum.kernel.manifest import Derived
from forum.standing import actions, queries
from forum.standing.queries import Subject

# What comes with time is looked at once a day: what is due for longer is missing.
LATE = timedelta(hours=26)


def differences() -> Iterator[str]:
    """Members who have earned more than they have, and those whose grace is over for long."""
    now, waiting = clock.now(), activity.members_waiting()
    before = {one.user_id: one for one in queries.subjects(None, now - LATE)}
    for subject in queries.subjects(None, now):
        earlier = before.get(subject.user_id)
        if subject.user_id not in waiting and earlier is not None:
            yield from _amiss(subject, earlier)


def _amiss(subject: Subject, earlier: Subject) -> Iterator[str]:
    who, now = f"member {subject.user_id} is {subject.standing}", clock.now()
    decision, before = actions.decide(subject, now), actions.decide(earlier, now - LATE)
    held = subject.standing.rank
    if min(decision.standing.rank, before.standing.rank) > held:
        yield f"{who} and has earned to be {decision.standing}"
    if max(decision.standing.rank, before.standing.rank) < held:
        yield f"{who} although the grace for it is over"
    graces = [one.grace_until for one in (decision, before)]
    if subject.grace_until is None and all(graces):
        yield f"{who}, has earned less, and was given no grace"
    stays = decision.standing == before.standing == subject.standing
    if subject.grace_until is not None and stays and not any(graces):
        yield f"{who}, has earned it, and is given grace all the same"
    by_hand = subject.is_leader or subject.is_locked
    if subject.standing == Standing.LEADER and not by_hand:
        yield f"{who} and nobody of staff has made them one"


DERIVED = Derived("standing", actions.settle, differences, actions.rebuild)
