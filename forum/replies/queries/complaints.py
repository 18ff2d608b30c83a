"""Complaints: what was done about each, what is late, and how many were solved in public."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from forum.answering.models import Answerer, Kind, TopicAnswering
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.paging import PAGE_SIZE, Cursor, Page, cursor_at
from forum.moderation import queries as moderation
from forum.moderation.models import FIRST_TEAM
from forum.replies.models import Complaint, Solved
from forum.topics.models import State, Topic

LOOKED_BACK = timedelta(days=90)
AT_ONCE = 200
HOUR = 3600
# A complaint is judged once its time is over: the 72 hours of its protocol.
TIME = timedelta(hours=72)


@dataclass(frozen=True)
class Item:
    """A complaint with its topic, how far it is answered, and what was done beside that."""

    topic: Topic
    standing: TopicAnswering
    row: Complaint | None

    @property
    def id(self) -> int:
        """The number of the topic."""
        return self.topic.id

    @property
    def is_heard(self) -> bool:
        """Whether somebody of the team answered in public."""
        return self.standing.answered_by == Answerer.TEAM

    @property
    def is_overdue(self) -> bool:
        """Whether something promised is late."""
        return self.row is not None and self.row.is_overdue_at(clock.now())


@dataclass(frozen=True)
class Figures:
    """Of the complaints of 90 days: how many, how many solved in public, and how soon."""

    complaints: int = 0
    solved: int = 0
    hours: float = 0.0

    @property
    def percent(self) -> int:
        """The share; 0 while there were none."""
        return round(100 * self.solved / self.complaints) if self.complaints else 0


def complaint_of(topic_id: int) -> Complaint | None:
    """What was done about a complaint, if anything was."""
    return db.session.get(Complaint, topic_id)


def complaints_by_ids(ids: Collection[int]) -> Mapping[int, Item]:
    """Complaints with their topics, by topic."""
    query = _items().where(Topic.id.in_(ids))
    return {row[0].id: Item(*row) for row in db.session.execute(query).all()}


def open_complaints(after: Cursor | None = None) -> Page[Item]:
    """Those that are not settled, the oldest first."""
    query = _items().where(
        TopicAnswering.kind == Kind.COMPLAINT,
        # Also where an answer was accepted: what was done is still to be said.
        Complaint.closed_at.is_(None),
        TopicAnswering.started_at.is_not(None),
        Topic.state == State.PUBLISHED,
    )
    if after is not None:
        same = and_(TopicAnswering.started_at == after.moment, Topic.id > after.id)
        query = query.where(or_(TopicAnswering.started_at > after.moment, same))
    query = query.order_by(TopicAnswering.started_at, Topic.id).limit(PAGE_SIZE + 1)
    rows = [Item(*row) for row in db.session.execute(query).all()]
    shown = rows[:PAGE_SIZE]
    last = shown[-1].standing.started_at if len(rows) > PAGE_SIZE else None
    return Page(shown, cursor_at(last, shown[-1].id).encode() if last else None)


def overdue_promises() -> Sequence[Item]:
    """Those in which something promised is late, the latest first."""
    query = _items().where(*_is_late()).order_by(Complaint.promised_for).limit(AT_ONCE)
    return [Item(*row) for row in db.session.execute(query).all()]


def newly_late() -> Sequence[tuple[Complaint, Topic]]:
    """Promises that are late and of which the team was not told."""
    query = (
        select(Complaint, Topic)
        .join(Topic, Topic.id == Complaint.topic_id)
        .where(*_is_late(), Complaint.late_at.is_(None))
        .options(joinedload(Topic.author))
        .limit(AT_ONCE)
    )
    return [(row[0], row[1]) for row in db.session.execute(query).all()]


def figures(now: datetime | None = None) -> Figures:
    """Complaints that began in 90 days and whose time is over, or that are settled."""
    now = now or clock.now()
    query = (
        select(
            TopicAnswering.started_at,
            TopicAnswering.answered_by,
            Complaint.closed_at,
            Complaint.solved,
        )
        .join(Topic, Topic.id == TopicAnswering.topic_id)
        .outerjoin(Complaint, Complaint.topic_id == TopicAnswering.topic_id)
        .where(
            TopicAnswering.kind == Kind.COMPLAINT,
            TopicAnswering.started_at > now - LOOKED_BACK,
            Topic.state == State.PUBLISHED,
        )
    )
    count, took = 0, list[float]()
    for began, answered_by, closed_at, said in db.session.execute(query):
        if began is None or (closed_at is None and began > now - TIME):
            continue
        count += 1
        if closed_at is not None and answered_by == Answerer.TEAM and said != Solved.NO:
            took.append((closed_at - began).total_seconds() / HOUR)
    return Figures(count, len(took), median(took) if took else 0.0)


def today() -> date:
    """The day that it is where the team works."""
    return clock.now().astimezone(_zone()).date()


def end_of_day(day: date) -> datetime:
    """The last second of a day where the team works."""
    return datetime.combine(day, time.max.replace(microsecond=0), _zone()).astimezone(UTC)


def closed_badly() -> Sequence[int]:
    """Complaints that are closed without an outcome or without a public line; for verify."""
    query = select(Complaint.topic_id).where(
        Complaint.closed_at.is_not(None),
        or_(Complaint.outcome == "", Complaint.closing_post_id.is_(None)),
    )
    return db.session.scalars(query).all()


def _zone() -> ZoneInfo:
    return ZoneInfo(moderation.hours_of(FIRST_TEAM).time_zone)


def _is_late() -> tuple[ColumnElement[bool], ...]:
    return (
        Complaint.promised_for <= clock.now(),
        Complaint.kept_at.is_(None),
        Complaint.closed_at.is_(None),
    )


def _items() -> Select[Topic, TopicAnswering, Complaint | None]:
    return (
        select(Topic, TopicAnswering, Complaint)
        .join(Topic.channel)
        .join(TopicAnswering, TopicAnswering.topic_id == Topic.id)
        .outerjoin(Complaint, Complaint.topic_id == Topic.id)
        .options(contains_eager(Topic.channel), joinedload(Topic.author))
    )
