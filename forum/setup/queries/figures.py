"""The figures that goals are measured by, as they are now."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import func, select

from forum.accounts.models import User
from forum.channels.models import Channel, Kind
from forum.kernel import clock
from forum.kernel.db import db
from forum.setup.models import Goal, Metric
from forum.topics.models import Post, State, Topic

ACTIVE = timedelta(days=7)
WEEK = timedelta(days=7)
LATELY = timedelta(days=28)
QUESTIONS_OF = timedelta(days=90)
SOON = timedelta(days=1)
# So many of the newest topics speak for all of them.
MOST_TOPICS = 2_000
# Of fewer topics, a middle says nothing.
FEWEST = 5


@dataclass(frozen=True)
class Progress:
    """A goal, and where the figure stands; nothing when there is nothing to measure yet."""

    goal: Goal
    value: int | None

    @property
    def is_reached(self) -> bool:
        """Whether the figure is as good as it shall be."""
        return Metric(self.goal.metric).is_met(self.value, self.goal.target)


def goals() -> Sequence[Goal]:
    """The goals of the community, in their order."""
    return db.session.scalars(select(Goal).order_by(Goal.position, Goal.id)).all()


def progress() -> Sequence[Progress]:
    """All goals with their figures; each figure is asked for once."""
    found = goals()
    values = {metric: figure(metric) for metric in {Metric(goal.metric) for goal in found}}
    return [Progress(goal, values[Metric(goal.metric)]) for goal in found]


def figure(metric: Metric) -> int | None:
    """Where a metric stands now; shares are whole numbers of a hundred."""
    return _FIGURES[metric](clock.now())


def _members(now: datetime) -> int:
    return _count(User.approved_at.is_not(None), User.deactivated_at.is_(None))


def _active_members(now: datetime) -> int:
    return _count(User.last_seen_at >= now - ACTIVE, User.deactivated_at.is_(None))


def _topics_a_week(now: datetime) -> int:
    query = select(func.count(Topic.id)).where(
        Topic.state == State.PUBLISHED, Topic.created_at >= now - LATELY
    )
    return round((db.session.scalar(query) or 0) / (LATELY / WEEK))


def _replied_within_a_day(now: datetime) -> int | None:
    """Of topics that are old enough, how many had somebody else's reply within a day."""
    rows = _first_replies(now - LATELY, now - SOON)
    soon = sum(reply is not None and reply - begun <= SOON for begun, reply in rows)
    return _share(soon, len(rows))


def _hours_to_reply(now: datetime) -> int | None:
    """In how many hours every other topic of a quarter had somebody else's reply, at least one.

    The median of the topics that are a day old or older; without any reply, as long as it waits.
    """
    rows = _first_replies(now - QUESTIONS_OF, now - SOON)
    waits = [((reply or now) - begun) / timedelta(hours=1) for begun, reply in rows]
    return max(1, round(median(waits))) if len(waits) >= FEWEST else None


def _first_replies(since: datetime, until: datetime) -> Sequence[tuple[datetime, datetime | None]]:
    """When topics of this time began, and when somebody else replied; the newest ones."""
    first = (
        select(func.min(Post.created_at))
        .where(
            Post.topic_id == Topic.id,
            Post.number > 1,
            Post.state == State.PUBLISHED,
            Post.author_id != Topic.author_id,
        )
        .correlate(Topic)
        .scalar_subquery()
    )
    query = (
        select(Topic.created_at, first)
        .where(Topic.state == State.PUBLISHED)
        .where(Topic.created_at >= since, Topic.created_at <= until)
        .order_by(Topic.created_at.desc())
        .limit(MOST_TOPICS)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def _answered(now: datetime) -> int | None:
    """Of the questions of a quarter, how many have an accepted answer."""
    query = (
        select(func.count(Topic.id), func.count(Topic.answer_id))
        .join(Channel, Channel.id == Topic.channel_id)
        .where(Topic.state == State.PUBLISHED, Channel.kind == Kind.QUESTION)
        .where(Topic.created_at >= now - QUESTIONS_OF)
    )
    questions, answered = db.session.execute(query).one()
    return _share(answered, questions)


def _count(*which: object) -> int:
    return db.session.scalar(select(func.count(User.id)).where(*which)) or 0  # type: ignore[arg-type]


def _share(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole else None


_FIGURES: Mapping[Metric, Callable[[datetime], int | None]] = {
    Metric.MEMBERS: _members,
    Metric.ACTIVE_MEMBERS: _active_members,
    Metric.TOPICS_A_WEEK: _topics_a_week,
    Metric.REPLIED_WITHIN_A_DAY: _replied_within_a_day,
    Metric.ANSWERED: _answered,
    Metric.HOURS_TO_REPLY: _hours_to_reply,
}
