"""The accepted answer of a question: one at most, and always a reply that can be read."""

from forum.accounts import actions as accounts
from forum.accounts.models import User
from forum.activity import actions as activity
from forum.activity.actions import Thing
from forum.activity.models import OWN, DeedKind
from forum.audit import actions as audit
from forum.channels import queries as channels
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import require
from forum.kernel.unit import action
from forum.topics import policy, queries
from forum.topics.actions.locking import lock
from forum.topics.models import Aside, Post, Topic
from forum.topics.signals import AnswerAccepted, AnswerWithdrawn


@action
def accept(actor: User, post: Post) -> None:
    """Say that this reply answers its question; an earlier answer steps back."""
    topic = post.topic
    lock(topic, post)
    require(policy.can_accept(actor, topic, channels.seat_in(actor, topic.channel)))
    require(policy.can_be_answer(post))
    if topic.answer_id == post.id:
        return
    clear(topic)
    topic.answer_id, topic.answered_at, topic.answered_by_id = post.id, clock.now(), actor.id
    accounts.count(post.author_id, accepted_count=1)
    _note(actor, "topics.accept", topic, post.number)
    where = Thing("post", post.id, topic_id=topic.id, channel_id=topic.channel_id)
    whose = OWN if post.author_id == topic.author_id else ""
    activity.record(DeedKind.ACCEPTED, actor.id, where, to_id=post.author_id, words=whose)
    announce(AnswerAccepted(topic.id, post.id, post.author_id, actor.id))


@action
def withdraw_answer(actor: User, topic: Topic) -> None:
    """Let the question wait for an answer again."""
    lock(topic)
    require(policy.can_withdraw_answer(actor, topic, channels.seat_in(actor, topic.channel)))
    if topic.is_answered:
        _note(actor, "topics.withdraw_answer", topic, None)
    clear(topic)


@action
def leave_aside(post_id: int) -> None:
    """Say that a reply answers nothing, before others hear of it: a rule of the house wrote it."""
    db.session.add(Aside(post_id=post_id))
    db.session.flush()


@action
def clear(topic: Topic) -> None:
    """Take the answer back, because it was withdrawn or is no longer there."""
    answer = queries.answer_row(topic)
    if answer is None:
        return
    topic.answer_id = topic.answered_at = topic.answered_by_id = None
    if topic.is_published:
        # In a deleted topic nothing counts: it has been taken off already.
        accounts.count(answer.author_id, accepted_count=-1)
    where = Thing("post", answer.id, topic_id=topic.id)
    activity.reverse(where, by_id=None, kinds={DeedKind.ACCEPTED})
    announce(AnswerWithdrawn(topic.id, answer.id, answer.author_id))


def step_back(answer: Post) -> None:
    """The answer goes out of sight: keep who accepted it and when, should it come back."""
    topic = answer.topic
    answer.was_accepted_at, answer.was_accepted_by_id = topic.answered_at, topic.answered_by_id
    clear(topic)


def step_forward(answer: Post) -> None:
    """A reply is back: it answers its question as before, unless another one does by now."""
    topic, at, by_id = answer.topic, answer.was_accepted_at, answer.was_accepted_by_id
    answer.was_accepted_at = answer.was_accepted_by_id = None
    if at is None:
        return
    if topic.is_answered or not topic.channel.takes_answers:
        where = Thing("post", answer.id, topic_id=topic.id)
        activity.reverse(where, by_id=None, kinds={DeedKind.ACCEPTED})
        return
    topic.answer_id, topic.answered_at, topic.answered_by_id = answer.id, at, by_id
    if topic.is_published:
        accounts.count(answer.author_id, accepted_count=1)
    announce(AnswerAccepted(topic.id, answer.id, answer.author_id, by_id or topic.author_id))


def _note(actor: User, verb: str, topic: Topic, number: int | None) -> None:
    """What the team does to somebody else's question is written down."""
    if actor.id != topic.author_id:
        audit.record(actor, verb, "topic", topic.id, after={"answer": number})
