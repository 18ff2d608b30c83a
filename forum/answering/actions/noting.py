"""What is noted as topics begin, are answered, go, come back and move."""

from collections.abc import Collection, Iterator

from sqlalchemy import update

from forum.accounts import queries as accounts
from forum.answering import queries
from forum.answering.actions.away import tell_if_nobody_is_there
from forum.answering.actions.raising import promise_case, raise_at_once
from forum.answering.actions.settling import (
    follow,
    held,
    held_together,
    made,
    settle,
    start_clock,
)
from forum.answering.actions.tending import resume_clock
from forum.answering.models import Answerer, Answerers, Source, TopicAnswering
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.topics.models import Post, Topic
from forum.topics.queries import is_aside

AT_ONCE = 200


@action
def begin(topic_id: int) -> None:
    """A topic can be read from now on: it gets its kind, and its clock runs."""
    topic = db.session.get_one(Topic, topic_id)
    if topic.is_standing:
        return
    found = queries.beginning_of(topic)
    row = held(topic_id) if found.is_known else made(topic_id)
    row.started_at = row.started_at or clock.now()
    kind = row.kind
    if row.source in {None, Source.CHANNEL, Source.FIRST_POST} and not _is_by_team(topic):
        kind, row.source = found.kind, found.source
    start_clock(row, kind)
    settle(row, topic)
    if kind is not None:
        raise_at_once(row, topic)
        tell_if_nobody_is_there(row, topic)


@action
def note_reply(post_id: int, author_id: int) -> None:
    """A reply can be read: it may be what a topic waited for. One statement, hardly ever more."""
    post = db.session.get_one(Post, post_id)
    topic = db.session.get_one(Topic, post.topic_id)
    if topic.is_standing:
        return
    if author_id == topic.author_id:
        if queries.paused_of(topic.id):
            resume_clock(topic)
        return
    by = Answerer.TEAM if _is_staff(author_id) else Answerer.PEER
    answered = (
        update(TopicAnswering)
        .where(TopicAnswering.topic_id == topic.id, TopicAnswering.answered_at.is_(None))
        .where(~is_aside(post.id))
        .values(answer_id=post.id, answered_at=clock.now(), answered_by=by)
        .returning(TopicAnswering.topic_id)
    )
    if by == Answerer.PEER:
        answered = answered.where(TopicAnswering.answerers == Answerers.ANYONE)
    if db.session.scalar(answered.execution_options(synchronize_session=False)) is not None:
        settle(held(topic.id), topic)


@action
def look_again(topic_ids: Collection[int]) -> None:
    """Find out anew who answered these topics, and let everything follow from that."""
    topics = queries.topics_by_ids(topic_ids)
    new = [one.id for one in topics.values() if not one.is_standing and not one.merged_into_id]
    rows, found = held_together(topics, new), queries.answers_to(topics)
    for topic_id, row in rows.items():
        _note_answer(row, topics[topic_id], found.get(topic_id))
    db.session.flush()
    for topic_id, row in rows.items():
        raise_at_once(row, topics[topic_id])


@action
def take_in(topic_ids: Collection[int]) -> None:
    """Note topics that came from elsewhere: nobody here promised anything about them."""
    look_again(topic_ids)


@action
def note_solution(topic_id: int, accepter_id: int | None) -> None:
    """A reply was accepted; None: it is so no more."""
    topic, row = db.session.get_one(Topic, topic_id), held(topic_id)
    row.solved_at = clock.now() if accepter_id else None
    row.solved_by_id = accepter_id
    settle(row, topic)


@action
def note_reaction(topic_id: int, giver_id: int) -> None:
    """Somebody reacted: of the team, it may be all that was wanted."""
    if _is_staff(giver_id):
        note_reaction_gone(topic_id)


@action
def note_reaction_gone(topic_id: int) -> None:
    """Somebody reacts no more, who may have been of the team when they did."""
    row = queries.standing_of(topic_id)
    if row is not None and row.answerers == Answerers.REACTION:
        look_again([topic_id])


@action
def note_role(user_id: int) -> None:
    """Somebody is of the team now, or no more: their replies and reactions may count."""
    look_again(queries.swayed_by(user_id))


@action
def move(topic_id: int) -> None:
    """A topic stands in another channel: it is of the kind that the channel gives it."""
    topic, row = db.session.get_one(Topic, topic_id), held(topic_id)
    if row.source in {Source.RULE, Source.TEAM} or row.started_at is None or _is_by_team(topic):
        return
    found = queries.beginning_of(topic)
    if found.kind != row.kind:
        row.source = found.source
        start_clock(row, found.kind)
        settle(row, topic)
        raise_at_once(row, topic)
        promise_case(row)


def rebuild() -> Iterator[int]:
    """Note every topic anew, some hundred at once; yields how many each time."""
    last = 0
    while some := queries.topics_beyond(last, limit=AT_ONCE):
        look_again(some)
        last = some[-1]
        yield len(some)


def _note_answer(row: TopicAnswering, topic: Topic, answer: queries.Answer | None) -> None:
    if answer is None:
        row.answer_id = row.answered_at = row.answered_by = None
    elif row.answered_at is None or row.answer_id != answer.post_id:
        row.answer_id, row.answered_at, row.answered_by = answer.post_id, answer.at, answer.by
    if topic.is_answered and row.solved_at is None:
        row.solved_at, row.solved_by_id = topic.answered_at, topic.answered_by_id
    follow(row, topic)


def _is_by_team(topic: Topic) -> bool:
    return _is_staff(topic.author_id)


def _is_staff(user_id: int) -> bool:
    user = accounts.member_by_id(user_id)
    return user is not None and user.is_staff
