"""What the team does: sets goals, and publishes topics about what was reached."""

from dataclasses import dataclass

from forum.accounts.models import User
from forum.audit.actions import record
from forum.channels.models import Channel
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, require
from forum.kernel.turns import wait_for_turn
from forum.kernel.unit import action
from forum.recognition import policy, queries
from forum.recognition.models import Counted, GroupGoal, Milestone, Spotlight
from forum.topics import actions as topics
from forum.topics.actions import NewTopic
from forum.topics.models import Topic

LONGEST_TITLE = 120
LONGEST_REWARD = 500
MOST_TARGET = 1_000_000


@dataclass(frozen=True)
class GoalPlan:
    """A goal as it is to be: what is counted from now on, how much of it, and the reward."""

    title: str
    what: Counted
    target: int
    reward: str = ""


@action
def set_goal(staff: User, plan: GoalPlan) -> GroupGoal:
    """Set a goal for everybody; what is there already does not count."""
    require(policy.can_arrange(staff))
    title, reward = plan.title.strip(), plan.reward.strip()
    if not title:
        raise Invalid("title", "needed")
    if len(title) > LONGEST_TITLE:
        raise Invalid("title", "too_long")
    if len(reward) > LONGEST_REWARD:
        raise Invalid("reward", "too_long")
    if not 1 <= plan.target <= MOST_TARGET:
        raise Invalid("target", "no_number")
    goal = GroupGoal(title=title, reward=reward, what=plan.what, target=plan.target)
    goal.base, goal.created_by_id = queries.totals_now()[plan.what], staff.id
    db.session.add(goal)
    db.session.flush()
    told = {"title": title, "what": plan.what.value, "target": plan.target}
    record(staff, "recognition.set_goal", "group_goal", goal.id, after=told)
    return goal


@action
def end_goal(staff: User, goal: GroupGoal) -> None:
    """Show a goal no longer; once is enough."""
    require(policy.can_arrange(staff))
    if goal.ended_at is None:
        goal.ended_at = clock.now()
        told = {"title": goal.title}
        record(staff, "recognition.end_goal", "group_goal", goal.id, after=told)


@action
def let_pass(staff: User, milestone: Milestone) -> None:
    """Tell nobody of this milestone."""
    _hold(milestone)
    require(policy.can_tell_of(staff, milestone))
    milestone.passed_at, milestone.passed_by_id = clock.now(), staff.id
    told = {"what": milestone.what, "count": milestone.count}
    record(staff, "recognition.let_pass", "milestone", milestone.id, after=told)


@action
def tell_of(staff: User, thing: Milestone | Spotlight, channel: Channel, new: NewTopic) -> Topic:
    """Publish a topic about it, once. Raises Invalid and Refused."""
    _hold(thing)
    require(policy.can_tell_of(staff, thing))
    topic = topics.start(staff, channel, new)
    thing.topic_id = topic.id
    kind = "milestone" if isinstance(thing, Milestone) else "spotlight"
    record(staff, "recognition.tell_of", kind, thing.id, after={"topic": topic.id})
    return topic


def _hold(thing: Milestone | Spotlight) -> None:
    """Let one of the team at a time decide, and see what the one before has decided."""
    wait_for_turn("recognition.telling")
    decided = ["topic_id", "passed_at"] if isinstance(thing, Milestone) else ["topic_id"]
    db.session.refresh(thing, decided)
