"""What members come to by the conditions of badges, worked out from the log and nothing else."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from sqlalchemy import Select, literal, select, union_all

from forum.accounts.models import User
from forum.activity.models import Deed
from forum.activity.queries import METRICS, Count, Range, streak_of, sums, weeks
from forum.badges.criteria import TENURE, Leaf
from forum.channels.models import Channel, Visibility
from forum.kernel import clock
from forum.kernel.db import db
from forum.topics.models import Topic, TopicTag

WEEK = 7
# One statement asks for as many sums as fit with their members, and no more.
MOST_PARAMETERS = 10_000
MOST_SUMS = 100
NO_TAG = 0
# A badge for a tag names it to everybody, so that what is behind closed doors does not earn it.
OPEN = (Visibility.PUBLIC, Visibility.MEMBERS)
# A member, and the tag in whose topics was counted.
Key: TypeAlias = tuple[int, int]
Sums: TypeAlias = Mapping[Key, int]


@dataclass(frozen=True)
class Asked:
    """One sum: of what, between which moments, where; for each tag apart or not."""

    metric: str
    since: datetime | None
    until: datetime | None
    channel: int | None
    tag: int | None
    is_by_tag: bool


@dataclass(frozen=True)
class Span:
    """Between which moments something counts at all, and the moment from which is looked back."""

    now: datetime
    since: datetime | None = None
    until: datetime | None = None


def asked_by(leaf: Leaf, span: Span, *, by_tag: bool) -> Asked:
    """The sum that a condition needs."""
    since, until = span.since, span.until
    if leaf.window_days:
        began = _began(leaf, span.now)
        since = max(since, began) if since else began
    is_by_tag = by_tag and leaf.tag is None and leaf.metric != TENURE
    if leaf.metric == TENURE:
        since, until = None, span.now
    return Asked(leaf.metric, since, until, leaf.channel, leaf.tag, is_by_tag)


def measured(asked: Collection[Asked], members: Collection[int] | None) -> Mapping[Asked, Sums]:
    """What these members (or all) come to by each of the sums; who comes to nothing is left out."""
    wanted = list(dict.fromkeys(asked))
    found: dict[Asked, dict[Key, int]] = {one: {} for one in wanted}
    counted = [one for one in wanted if one.metric != TENURE and not _is_run(one)]
    for some in _batches(counted, 0 if members is None else len(members)):
        for number, member, total, tag in db.session.execute(_together(some, members)):
            found[some[number]][member, tag] = total
    for one in wanted:
        if one.metric == TENURE:
            found[one] = _tenures(one.until or clock.now(), members)
        elif _is_run(one):
            found[one] = _runs(one, members)
    return found


def _began(leaf: Leaf, now: datetime) -> datetime:
    """The first moment of the last so many days, today among them; of weeks, that of a Monday."""
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    days = leaf.window_days or 1
    if METRICS[leaf.metric].count in (Count.WEEKS, Count.RUN):
        whole = -(-days // WEEK)
        return today - timedelta(days=today.weekday() + WEEK * (whole - 1))
    return today - timedelta(days=days - 1)


def _batches(asked: Sequence[Asked], members: int) -> Iterator[Sequence[Asked]]:
    size = min(MOST_SUMS, max(1, MOST_PARAMETERS // max(1, members)))
    for start in range(0, len(asked), size):
        yield asked[start : start + size]


def _together(asked: Sequence[Asked], members: Collection[int] | None) -> Any:
    queries = [_numbered(number, one, members) for number, one in enumerate(asked)]
    return queries[0] if len(queries) == 1 else union_all(*queries)


def _numbered(number: int, one: Asked, members: Collection[int] | None) -> Any:
    query, tag = _by_tag(one, sums(METRICS[one.metric], _range(one, members)))
    member, total = query.selected_columns
    return query.with_only_columns(literal(number).label("number"), member, total, tag.label("tag"))


def _is_run(one: Asked) -> bool:
    return one.metric != TENURE and METRICS[one.metric].count == Count.RUN


def _runs(one: Asked, members: Collection[int] | None) -> dict[Key, int]:
    """The longest run of weeks of each; which weeks those are, the log says in one query."""
    query, tag = _by_tag(one, weeks(METRICS[one.metric], _range(one, members)))
    found: dict[Key, set[int]] = {}
    for member, week, tag_id in db.session.execute(query.add_columns(tag.label("tag"))):
        found.setdefault((member, tag_id), set()).add(week)
    return {key: streak_of(some, max(some)).best for key, some in found.items()}


def _range(one: Asked, members: Collection[int] | None) -> Range:
    return Range(one.since, one.until, members, _topics(one))


def _by_tag(one: Asked, query: Any) -> tuple[Any, Any]:
    """The query, for each tag apart where that is asked for, and the tag."""
    if not one.is_by_tag:
        return query, literal(NO_TAG)
    query = query.join_from(Deed, TopicTag, TopicTag.topic_id == Deed.topic_id)
    return query.group_by(TopicTag.tag_id), TopicTag.tag_id


def _topics(one: Asked) -> Select[int] | None:
    if one.channel is None and one.tag is None and not one.is_by_tag:
        return None
    query = select(Topic.id)
    if one.is_by_tag:
        query = query.join(Channel, Channel.id == Topic.channel_id).where(
            Channel.visibility.in_(OPEN)
        )
    if one.channel is not None:
        query = query.where(Topic.channel_id == one.channel)
    if one.tag is not None:
        tagged = select(TopicTag.topic_id).where(TopicTag.tag_id == one.tag)
        query = query.where(Topic.id.in_(tagged))
    return query


def _tenures(at: datetime, members: Collection[int] | None) -> dict[Key, int]:
    """For how many days each has been a member, whole days of the calendar."""
    query = select(User.id, User.created_at)
    if members is not None:
        query = query.where(User.id.in_(members))
    today = at.date()
    days = {row[0]: (today - row[1].date()).days for row in db.session.execute(query)}
    return {(member, NO_TAG): count for member, count in days.items() if count > 0}
