"""What those who look after a channel do to its topics: close, pin, slow down, schedule."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.channels import queries as channels
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import is_passing
from forum.kernel.policy import Invalid, require
from forum.kernel.unit import action
from forum.topics import policy, queries
from forum.topics.actions import publishing
from forum.topics.actions.locking import lock
from forum.topics.models import PinScope, State, Topic
from forum.topics.signals import TopicSlowed

log = logging.getLogger(__name__)
# A day: whoever wants to slow a topic down further wants to close it.
LONGEST_PAUSE = 24 * 60 * 60


@action
def close(moderator: User, topic: Topic) -> None:
    """Let only those who look after the channel reply from now on."""
    _take(moderator, topic)
    if topic.is_closed:
        return
    with _noted(moderator, "topics.close", topic):
        topic.closed_at, topic.closed_by_id = clock.now(), moderator.id


@action
def reopen(moderator: User, topic: Topic) -> None:
    """Let everybody reply again."""
    _take(moderator, topic)
    if not topic.is_closed:
        return
    with _noted(moderator, "topics.reopen", topic):
        topic.closed_at = topic.closed_by_id = None


@action
def pin(moderator: User, topic: Topic, *, scope: PinScope, until: datetime | None = None) -> None:
    """Put the topic first, in its channel or (staff only) on the front page, for ever or until."""
    _take(moderator, topic)
    if scope == PinScope.SITE:
        require(policy.can_pin_on_site(moderator))
    if until is not None and until <= clock.now():
        raise Invalid("until", "past")
    with _noted(moderator, "topics.pin", topic):
        topic.pinned_at, topic.pinned_by_id = clock.now(), moderator.id
        topic.pin_scope, topic.pinned_until = scope, until


@action
def unpin(moderator: User, topic: Topic) -> None:
    """Let the topic stand where its last reply puts it."""
    _take(moderator, topic)
    if topic.pinned_at is None:
        return
    with _noted(moderator, "topics.unpin", topic):
        topic.pinned_at = topic.pinned_by_id = topic.pinned_until = topic.pin_scope = None


@action
def slow(moderator: User, topic: Topic, *, seconds: int) -> None:
    """Let a member wait so many seconds between two posts; 0 ends the pause."""
    _take(moderator, topic)
    if not 0 <= seconds <= LONGEST_PAUSE:
        raise Invalid("seconds", "out_of_range", most=LONGEST_PAUSE)
    is_other = topic.slow_mode_seconds != seconds
    with _noted(moderator, "topics.slow", topic):
        topic.slow_mode_seconds = seconds
    if is_other:
        announce(TopicSlowed(topic.id))


@action
def schedule(moderator: User, topic: Topic, *, publish_at: datetime) -> None:
    """Change the moment at which a waiting topic appears."""
    _take(moderator, topic)
    if topic.state != State.SCHEDULED:
        raise Invalid("publish_at", "not_scheduled")
    if publish_at <= clock.now():
        raise Invalid("publish_at", "past")
    with _noted(moderator, "topics.schedule", topic):
        topic.publish_at = publish_at


@action
def publish_now(moderator: User, topic: Topic) -> None:
    """Let a scheduled topic appear at once."""
    _take(moderator, topic)
    if topic.state != State.SCHEDULED:
        raise Invalid("publish_at", "not_scheduled")
    with _noted(moderator, "topics.publish_now", topic):
        publishing.publish(queries.first_post(topic))


def publish_due() -> int:
    """Let every topic appear whose moment has come, each by itself; returns how many did.

    What is wrong with one keeps no other back: it is raised after all of them had their turn.
    """
    appeared, failure = 0, None
    for topic_id in queries.topics_due(clock.now()):
        try:
            appeared += _publish_if_due(topic_id)
        except Exception as error:
            if is_passing(error):
                raise
            log.exception("topic %s could not appear at its moment", topic_id)
            failure = error
    if failure is not None:
        raise failure
    return appeared


@action
def _publish_if_due(topic_id: int) -> int:
    """1 if the topic appeared, 0 if it has no moment any more or a later one."""
    topic = queries.scheduled_topic(topic_id)
    if topic is None or topic.publish_at is None or topic.publish_at > clock.now():
        return 0
    publishing.publish(queries.first_post(topic))
    return 1


def _take(moderator: User, topic: Topic) -> None:
    """Lock the topic for somebody who looks after it. What is written down comes after that."""
    lock(topic)
    require(policy.can_moderate(moderator, channels.seat_in(moderator, topic.channel)))


@contextmanager
def _noted(moderator: User, verb: str, topic: Topic) -> Iterator[None]:
    """Write down what is different about the topic, which is locked, after the block."""
    before = _facts(topic)
    yield
    after = _facts(topic)
    changed = [name for name in after if after[name] != before[name]]
    audit.record(
        moderator,
        verb,
        "topic",
        topic.id,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )


def _facts(topic: Topic) -> dict[str, Any]:
    return {
        "state": topic.state,
        "closed": topic.is_closed,
        "pinned": topic.pin_scope,
        "pinned_until": topic.pinned_until and topic.pinned_until.isoformat(),
        "seconds": topic.slow_mode_seconds,
        "publish_at": topic.publish_at and topic.publish_at.isoformat(),
    }
