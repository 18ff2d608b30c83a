"""Saying of what kind of message a topic is: the team, an automatic rule, another slice."""

from forum.accounts.models import User
from forum.answering import policy
from forum.answering.actions.noting import look_again
from forum.answering.actions.raising import promise_case, raise_at_once
from forum.answering.actions.settling import held, settle, start_clock
from forum.answering.models import Kind, Source, TopicAnswering
from forum.answering.signals import TopicSorted
from forum.audit import actions as audit
from forum.channels import queries as channels
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import require
from forum.kernel.unit import action
from forum.topics.models import Topic


@action
def sort_topic(topic_id: int, kind: Kind, *, source: Source = Source.RULE) -> bool:
    """Say of what kind a topic is, without asking who says so; says whether it is so now.

    For automatic rules and other slices: `answering.actions.sort_topic(topic.id, Kind.COMPLAINT)`.
    The topic may be held or published, and need not be known here yet. What the team chose stays.
    """
    row = held(topic_id)
    if row.source == Source.TEAM:
        return row.kind == kind
    _sort(row, kind, source)
    return True


@action
def choose_kind(moderator: User, topic: Topic, kind: Kind | None) -> None:
    """Say of what kind a topic is, or that it is of none; no rule changes it afterwards."""
    require(policy.can_tend(moderator, channels.seat_in(moderator, topic.channel)))
    row = held(topic.id)
    before = row.kind
    if kind == before and row.source == Source.TEAM:
        return
    row.sorted_by_id = moderator.id
    _sort(row, kind, Source.TEAM)
    said = {"before": {"kind": before}, "after": {"kind": kind}}
    audit.record(moderator, "answering.choose_kind", "topic", topic.id, **said)


def _sort(row: TopicAnswering, kind: Kind | None, source: Source) -> None:
    topic = db.session.get_one(Topic, row.topic_id)
    row.source = source
    if kind != row.kind:
        start_clock(row, kind)
        db.session.flush()
        # Whose reply counts may be another one now.
        look_again([topic.id])
    settle(row, topic)
    if kind is not None:
        raise_at_once(row, topic)
        promise_case(row)
    announce(TopicSorted(topic.id, kind, source))
