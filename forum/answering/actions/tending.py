"""What the team does with a topic that waits: it has seen it, waits for the author, is done."""

from forum.accounts.models import User
from forum.answering import policy, protocols, queries
from forum.answering.actions.calling import take_call_for
from forum.answering.actions.raising import raise_at_once
from forum.answering.actions.settling import held, settle
from forum.answering.models import Pace, TopicAnswering
from forum.answering.signals import TopicReopened
from forum.audit import actions as audit
from forum.channels import queries as channels
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.policy import require
from forum.kernel.unit import action
from forum.moderation.hours import ALWAYS
from forum.topics.models import Topic


@action
def acknowledge(moderator: User, topic: Topic) -> None:
    """Say that one has seen it: no answer yet, and the author knows that somebody read it."""
    row = _tended(moderator, topic)
    if row.seen_at is None:
        row.seen_at, row.seen_by_id = clock.now(), moderator.id
        take_call_for(moderator, topic.id)
        settle(row, topic)
        audit.record(moderator, "answering.acknowledge", "topic", topic.id)


@action
def wait_for_author(moderator: User, topic: Topic) -> None:
    """Stop the clock: the author has to say something first. Their next reply lets it go on."""
    row = _tended(moderator, topic)
    if row.paused_at is None and row.due_at is not None:
        row.paused_at = clock.now()
        settle(row, topic)
        audit.record(moderator, "answering.wait", "topic", topic.id)


@action
def go_on(moderator: User, topic: Topic) -> None:
    """Let the clock go on although the author has said nothing."""
    _tended(moderator, topic)
    resume_clock(topic)
    audit.record(moderator, "answering.go_on", "topic", topic.id)


@action
def finish(moderator: User, topic: Topic, *, outcome: str = "") -> None:
    """Say that all is done that was to be done; of a complaint also what. Raises Refused."""
    row = _tended(moderator, topic)
    require(policy.can_finish(row, outcome))
    if row.solved_at is None:
        row.solved_at, row.solved_by_id = clock.now(), moderator.id
        settle(row, topic)
        audit.record(moderator, "answering.finish", "topic", topic.id)


@action
def reopen(moderator: User, topic: Topic) -> None:
    """Say that there is something to be done after all; an accepted answer is another matter."""
    row = _tended(moderator, topic)
    if row.solved_at is not None and not topic.is_answered:
        row.solved_at = row.solved_by_id = None
        settle(row, topic)
        raise_at_once(row, topic)
        audit.record(moderator, "answering.reopen", "topic", topic.id)
        announce(TopicReopened(topic.id, moderator.id))


@action
def open_again(topic: Topic) -> None:
    """Its author says that it is not done; a step of other actions, which ask whether it may be."""
    row = held(topic.id)
    if row.solved_at is not None and not topic.is_answered:
        row.solved_at = row.solved_by_id = None
        settle(row, topic)
        raise_at_once(row, topic)


def resume_clock(topic: Topic) -> None:
    """Give the topic what was left of its time; a step of other actions."""
    row = held(topic.id)
    paused_at = row.paused_at
    if paused_at is None:
        return
    times = ALWAYS
    if row.kind is not None:
        protocol = queries.protocol_of(row.kind)
        times = ALWAYS if protocol.pace == Pace.ALWAYS else queries.hours_for(protocol)
    now = clock.now()
    if row.first_due_at is not None and not row.is_stopped:
        row.first_due_at = protocols.resumed(
            row.first_due_at, paused_at=paused_at, now=now, times=times
        )
    if row.final_due_at is not None:
        row.final_due_at = protocols.resumed(
            row.final_due_at, paused_at=paused_at, now=now, times=protocols.whole_days(times)
        )
    row.paused_at = None
    settle(row, topic)
    raise_at_once(row, topic)


def _tended(moderator: User, topic: Topic) -> TopicAnswering:
    require(policy.can_tend(moderator, channels.seat_in(moderator, topic.channel)))
    return held(topic.id)
