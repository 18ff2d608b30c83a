"""Reading what the community and its members have come to."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.activity import queries as activity
from forum.activity.models import Deed, DeedKind
from forum.activity.queries import METRICS, Range
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import NotFound
from forum.recognition import marks
from forum.recognition.models import Counted, GroupGoal, MemberMilestone, Milestone, Reached, Total
from forum.topics.models import State, Topic

MOST_SHOWN = 100


@dataclass(frozen=True)
class Near:
    """A number that is nearly reached."""

    what: Counted
    count: int
    target: int


def totals_now() -> Mapping[Counted, int]:
    """How many of each there are; years since the first account."""
    topics, replies, answers = db.session.execute(
        select(func.count(), func.sum(Topic.reply_count), func.count(Topic.answer_id)).where(
            Topic.state == State.PUBLISHED
        )
    ).one()
    first = db.session.scalar(select(func.min(User.created_at)))
    return {
        Counted.MEMBERS: accounts.member_count(),
        Counted.TOPICS: topics,
        Counted.POSTS: topics + int(replies or 0),
        Counted.ANSWERS: answers,
        Counted.WELCOMES: _deeds(DeedKind.WELCOMED),
        Counted.THANKS: _deeds(DeedKind.THANKED),
        Counted.YEARS: marks.years_between(first, clock.now()) if first else 0,
    }


def totals() -> Mapping[Counted, int]:
    """The same as they were counted last."""
    return {row.what: row.count for row in db.session.scalars(select(Total))}


def near() -> Sequence[Near]:
    """What the community is near to."""
    shown = (Counted.MEMBERS, Counted.TOPICS, Counted.POSTS, Counted.ANSWERS)
    there = totals()
    counts = ((what, there.get(what, 0)) for what in shown)
    return [
        Near(what, count, marks.next_after(count)) for what, count in counts if marks.is_near(count)
    ]


def milestones() -> Sequence[Milestone]:
    """Everything that was reached, newest first."""
    query = select(Milestone).order_by(Milestone.at.desc(), Milestone.count.desc(), Milestone.id)
    return db.session.scalars(query.limit(MOST_SHOWN)).all()


def milestones_waiting() -> Sequence[Milestone]:
    """Milestones of which nobody has told yet, nor let them pass."""
    query = select(Milestone).where(
        Milestone.is_news.is_(True), Milestone.topic_id.is_(None), Milestone.passed_at.is_(None)
    )
    return db.session.scalars(query.order_by(Milestone.at.desc(), Milestone.id)).all()


def milestone_by_id(milestone_id: int) -> Milestone:
    """A milestone. Raises NotFound."""
    found = db.session.get(Milestone, milestone_id)
    if found is None:
        raise NotFound
    return found


def marks_reached() -> set[tuple[Counted, int]]:
    """What the community has come to already."""
    query = select(Milestone.what, Milestone.count)
    return {(Counted(what), count) for what, count in db.session.execute(query)}


def post_counts(members: Collection[int] | None = None) -> Mapping[int, int]:
    """How much each member has written that stands."""
    return activity.values(METRICS["posts"], Range(members=members))


def member_marks(kind: Reached, members: Collection[int] | None = None) -> set[tuple[int, int]]:
    """What members have come to already: who, and the number."""
    query = select(MemberMilestone.user_id, MemberMilestone.count)
    query = query.where(MemberMilestone.kind == kind)
    if members is not None:
        query = query.where(MemberMilestone.user_id.in_(members))
    return {(row[0], row[1]) for row in db.session.execute(query)}


def joined() -> Sequence[tuple[int, datetime]]:
    """Since when each member is here."""
    query = select(User.id, User.created_at).where(
        User.approved_at.is_not(None), User.deactivated_at.is_(None)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def goals() -> Sequence[GroupGoal]:
    """Goals that are shown, newest first."""
    query = select(GroupGoal).where(GroupGoal.ended_at.is_(None))
    return db.session.scalars(query.order_by(GroupGoal.id.desc())).all()


def goal_by_id(goal_id: int) -> GroupGoal:
    """A goal. Raises NotFound."""
    found = db.session.get(GroupGoal, goal_id)
    if found is None:
        raise NotFound
    return found


def _deeds(kind: DeedKind) -> int:
    query = select(func.count()).where(Deed.kind == kind, Deed.stands.is_(True))
    return db.session.scalar(query) or 0
