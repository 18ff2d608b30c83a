"""Every step of setting up, and the goals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.channels import actions as channels
from forum.channels.actions import Plan
from forum.kernel import clock, handover
from forum.kernel.db import db
from forum.kernel.policy import Invalid, require
from forum.kernel.unit import action
from forum.setup import policy, queries
from forum.setup.models import Goal, Metric, SetupStep, Step
from forum.site import actions as site

MOST_GOALS = 5
LONGEST_WORDS = 160
LARGEST_TARGET = 10_000_000
WHOLE_SHARE = 100


@dataclass(frozen=True)
class NewGoal:
    """A goal as it was typed."""

    metric: Metric
    target: int
    words: str = ""


@action
def note_begun(owner_id: int) -> None:
    """The owner has an account: the first step is done."""
    _put(Step.OWNER, done_by=owner_id)


@action
def note_done(admin: User, step: Step) -> None:
    """A step is filled in."""
    require(policy.can_set_up(admin))
    _put(step, done_by=admin.id)


@action
def skip(admin: User, step: Step, *, starters: Mapping[str, Sequence[Plan]]) -> None:
    """Go past a step. Without channels nobody could write, so these are opened then."""
    require(policy.can_set_up(admin))
    if step == Step.CHANNELS:
        channels.plant(admin, starters)
    row = db.session.get(SetupStep, step)
    if row is None:
        db.session.add(SetupStep(step=step, skipped_at=clock.now(), skipped_by_id=admin.id))


@action
def choose_brand(admin: User, chosen: Mapping[str, Any]) -> None:
    """Take the look of the brand. Raises Invalid."""
    require(policy.can_set_up(admin))
    site.choose_all(admin, chosen)
    _put(Step.BRAND, done_by=admin.id)


@action
def choose_purpose(admin: User, chosen: Mapping[str, Any], *, wanted: Sequence[NewGoal]) -> None:
    """Write down what the community is for, and its goals in the place of those before.

    Raises Invalid.
    """
    require(policy.can_set_up(admin))
    site.choose_all(admin, chosen)
    set_goals(admin, wanted)
    _put(Step.PURPOSE, done_by=admin.id)


@action
def set_goals(admin: User, wanted: Sequence[NewGoal]) -> None:
    """Let these be the goals. Raises Invalid("goals", …)."""
    require(policy.can_set_up(admin))
    _check(wanted)
    before = [_told(goal) for goal in queries.goals()]
    after = [_told(goal) for goal in wanted]
    if before == after:
        return
    db.session.execute(delete(Goal))
    for position, goal in enumerate(wanted, start=1):
        row = Goal(metric=goal.metric, target=goal.target, words=goal.words.strip())
        row.position, row.created_by_id = position, admin.id
        db.session.add(row)
    audit.record(
        admin, "setup.set_goals", "goals", 0, before={"goals": before}, after={"goals": after}
    )


@action
def open_channels(admin: User, starters: Mapping[str, Sequence[Plan]]) -> None:
    """Open the first channels under their headings. Raises Invalid for what cannot be."""
    require(policy.can_set_up(admin))
    channels.plant(admin, starters)
    _put(Step.CHANNELS, done_by=admin.id)


@action
def hand_over(from_id: int, into_id: int) -> None:
    """Let what one account set up belong to the other."""
    handover.hand_over(
        SetupStep.done_by_id,
        SetupStep.skipped_by_id,
        Goal.created_by_id,
        from_id=from_id,
        into_id=into_id,
    )


def _put(step: Step, *, done_by: int) -> None:
    row = db.session.get(SetupStep, step)
    if row is None:
        row = SetupStep(step=step)
        db.session.add(row)
    row.done_at, row.done_by_id = clock.now(), done_by
    row.skipped_at = row.skipped_by_id = None


def _check(wanted: Sequence[NewGoal]) -> None:
    if len(wanted) > MOST_GOALS:
        raise Invalid("goals", "too_many", most=MOST_GOALS)
    for goal in wanted:
        most = WHOLE_SHARE if goal.metric.is_share else LARGEST_TARGET
        if not 1 <= goal.target <= most:
            raise Invalid("goals", "out_of_range", least=1, most=most)
        if len(goal.words) > LONGEST_WORDS:
            raise Invalid("goals", "too_long", most=LONGEST_WORDS)


def _told(goal: Goal | NewGoal) -> dict[str, object]:
    return {"metric": str(goal.metric), "target": goal.target, "words": goal.words.strip()}
