"""Asking those for whom a round has opened, and reminding them. What is open opens without it."""

from forum.feedback import policy, queries
from forum.feedback.models import FeedbackPart, FeedbackRound
from forum.feedback.policy import Seat
from forum.feedback.signals import FeedbackAsked
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.turns import wait_for_turn
from forum.kernel.unit import action

# So many are told in one transaction.
AT_ONCE = 200


@action
def ask(round_: FeedbackRound) -> int:
    """Tell those for whom it has opened; how many."""
    wait_for_turn(f"feedback:{round_.launch_id}")
    db.session.refresh(round_, ["published_at", "starts"])
    if round_.published_at is None:
        return 0
    now = clock.now()
    asked = 0
    for taker in queries.to_be_asked(round_, now, AT_ONCE):
        term = policy.term_of(round_, Seat(taker.begun))
        if term is None:
            continue
        part = FeedbackPart(round_id=round_.id, user_id=taker.user_id, told=1)
        part.opens_at, part.closes_at = term.opens_at, term.closes_at
        db.session.add(part)
        asked += 1
        if term.is_open(now):
            announce(FeedbackAsked(round_.launch_id, taker.user_id, 1, term.closes_at))
    return asked


@action
def remind() -> int:
    """Remind those who have not answered on the third and the tenth day; how many."""
    now = clock.now()
    found = queries.to_be_reminded(now, AT_ONCE)
    launches = queries.launches_of({part.round_id for part in found})
    for part in found:
        # Whoever was not reminded in time, because nobody worked, is not reminded twice at once.
        passed = sum(part.opens_at + wait <= now for wait in policy.REMINDERS)
        part.told = 1 + passed
        announce(FeedbackAsked(launches[part.round_id], part.user_id, part.told, part.closes_at))
    return len(found)
