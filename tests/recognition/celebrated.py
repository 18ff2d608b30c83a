"""Things that are celebrated, made at once for tests that only look at pages."""

from datetime import timedelta

from forum.accounts.models import User
from forum.kernel import clock
from forum.recognition import actions
from forum.recognition.actions import GoalPlan
from forum.recognition.models import (
    Answer,
    Counted,
    GroupGoal,
    Milestone,
    Spotlight,
    SpotlightOffer,
    SpotlightRound,
)
from forum.recognition.queries import Candidate
from tests.support import make


def candidate(member: User) -> dict[str, object]:
    places = {"help": 1.0, "welcome": 0.5, "breadth": 0.5, "making": 0.0, "nominations": 1.0}
    return Candidate(member.id, 0.7, 9, 2, 3, 9, 1, 4, 0, 1, places, is_new=True).as_row


def spotlight(member: User, period: str = "2026-04") -> SpotlightOffer:
    """A round that ended with a yes of the member."""
    now, row = clock.now(), candidate(member)
    one = make.save(SpotlightRound(period=period, candidates=[row], closed_at=now))
    asked = SpotlightOffer(round_id=one.id, user_id=member.id, until=now, answer=Answer.YES)
    make.save(asked)
    shown = Spotlight(offer_id=asked.id, user_id=member.id, period=period, figures=row)
    shown.ends_at = now + timedelta(days=30)
    make.save(shown)
    return asked


def round_of(*members: User, period: str = "2026-03") -> SpotlightRound:
    """A round that waits for the choice of the team."""
    return make.save(SpotlightRound(period=period, candidates=[candidate(one) for one in members]))


def milestone() -> Milestone:
    return make.save(Milestone(what=Counted.MEMBERS, count=1000))


def goal(owner: User) -> GroupGoal:
    plan = GoalPlan("zzgoal", Counted.WELCOMES, 200, "zzsale")
    return actions.set_goal(owner, plan)
