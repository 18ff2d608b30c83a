"""The protocols that ship, and when what they promise is due. Nothing here reads or writes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from forum.answering.models import Answerers, AnswerState, Kind, Pace, Protocol, TopicAnswering
from forum.answering.wording import STEPS
from forum.moderation import hours
from forum.moderation.hours import DAY, Hours
from forum.moderation.models import FIRST_TEAM
from forum.topics.models import Topic

HOUR = 60


@dataclass(frozen=True)
class Shipped:
    """A protocol as it ships: minutes, whose time, whose reply, and who is asked when late."""

    first: int
    final: int | None
    pace: Pace
    answerers: Answerers
    level: int


SHIPPED: Mapping[Kind, Shipped] = MappingProxyType(
    {
        Kind.SAFETY: Shipped(30, 24 * HOUR, Pace.ALWAYS, Answerers.TEAM, 2),
        Kind.PRESS: Shipped(15, None, Pace.ALWAYS, Answerers.SEEN, 3),
        Kind.ORDER: Shipped(2 * HOUR, 24 * HOUR, Pace.HOURS, Answerers.TEAM, 1),
        Kind.COMPLAINT: Shipped(4 * HOUR, 72 * HOUR, Pace.HOURS, Answerers.TEAM, 2),
        Kind.QUESTION: Shipped(8 * HOUR, 48 * HOUR, Pace.HOURS, Answerers.ANYONE, 1),
        Kind.MENTION: Shipped(8 * HOUR, None, Pace.HOURS, Answerers.TEAM, 1),
        Kind.FIRST_POST: Shipped(12 * HOUR, None, Pace.ALWAYS, Answerers.ANYONE, 0),
        Kind.PRAISE: Shipped(24 * HOUR, None, Pace.ALWAYS, Answerers.REACTION, 0),
        Kind.IDEA: Shipped(14 * DAY, None, Pace.ALWAYS, Answerers.TEAM, 0),
    }
)


@dataclass(frozen=True)
class Due:
    """When the first answer is due, and when all is to be done."""

    first: datetime | None = None
    final: datetime | None = None


NOTHING_DUE = Due()


def shipped(kind: Kind) -> Protocol:
    """The protocol of this kind as it ships, in the language of the moment; no row."""
    one = SHIPPED[kind]
    return Protocol(
        kind=kind,
        first_minutes=one.first,
        final_minutes=one.final,
        pace=one.pace,
        team=FIRST_TEAM,
        answerers=one.answerers,
        steps=[str(step) for step in STEPS[kind]],
        level=one.level,
        off_since=None,
    )


def due(protocol: Protocol, since: datetime, times: Hours) -> Due:
    """What a protocol promises for what began at this moment, in the hours of its team.

    The first time counts working hours, the final one whole working days.
    """
    if not protocol.is_on:
        return NOTHING_DUE
    if protocol.pace == Pace.ALWAYS:
        times = hours.ALWAYS
    first = _after(since, protocol.first_minutes, times)
    final = _after(since, protocol.final_minutes, whole_days(times))
    return Due(first, max(first, final) if first and final else final)


def whole_days(times: Hours) -> Hours:
    """The same days from midnight to midnight: two days are two days on which somebody is there."""
    week = [(0, DAY) if day else None for day in times.week]
    return Hours(week, times.time_zone, times.holidays)


def resumed(due_at: datetime, *, paused_at: datetime, now: datetime, times: Hours) -> datetime:
    """When something is due whose clock stood still: what was left of the time is left of it."""
    if due_at <= paused_at:
        return due_at
    return hours.after(now, hours.between(paused_at, due_at, times), times)


def share_used(begun: datetime, due_at: datetime, now: datetime, times: Hours) -> float:
    """The part of the time that has passed, from 0; above 1 it is late."""
    whole = hours.between(begun, due_at, times)
    if whole <= timedelta():
        return 1.0 if now >= due_at else 0.0
    return max(hours.between(begun, now, times) / whole, 1.0 if now >= due_at else 0.0)


def state_of(row: TopicAnswering) -> AnswerState:
    """How far a topic is, as its moments say."""
    if row.solved_at is not None:
        return AnswerState.SOLVED
    if row.answered_at is not None:
        return AnswerState.ANSWERED
    return AnswerState.UNANSWERED if row.seen_at is None else AnswerState.ACKNOWLEDGED


def due_now(row: TopicAnswering, topic: Topic) -> datetime | None:
    """Which of its two moments runs; none while nobody reads it, it is paused or solved."""
    is_still = row.paused_at is not None or row.solved_at is not None
    if is_still or row.started_at is None or not topic.is_published:
        return None
    return row.final_due_at if row.is_stopped else row.first_due_at


def _after(since: datetime, minutes: int | None, times: Hours) -> datetime | None:
    return None if minutes is None else hours.after(since, timedelta(minutes=minutes), times)
