"""Complaints: heard in public, taken up in private, something done, and told to everybody."""

from datetime import date, datetime, timedelta

from sqlalchemy import update

from forum.accounts.models import User
from forum.answering import actions as answering
from forum.answering import queries as standings
from forum.audit import actions as audit
from forum.channels import queries as channels
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import Invalid, Refused, deny, require
from forum.kernel.unit import action
from forum.kernel.upsert import insert
from forum.markup.typed import clean
from forum.messages import actions as messages
from forum.messages.actions import NewConversation
from forum.moderation import actions as moderation
from forum.replies import policy, queries
from forum.replies.models import Complaint, Solved
from forum.replies.signals import ComplaintClosed, ComplaintReopened
from forum.topics import actions as topics
from forum.topics import policy as writing
from forum.topics.actions import NewPost
from forum.topics.models import Topic

# The kind of case in which a promise is late.
LATE = "promise"
LONGEST_PROMISE, LONGEST_OUTCOME = 300, 2000
FARTHEST = timedelta(days=366)


@action
def talk(by: User, topic: Topic, body: str) -> Complaint:
    """Begin the private conversation with the author. Raises Refused, and Invalid for `body`."""
    row = _tended(by, topic)
    if row.conversation_id is not None:
        raise Refused(deny("talking_already"))
    new = NewConversation(to=topic.author.username, body=body, title=topic.title[:100])
    row.conversation_id = messages.begin(by, new).conversation_id
    audit.record(by, "replies.talk", "topic", topic.id)
    return row


@action
def promise(by: User, topic: Topic, words: str, day: date | None) -> None:
    """Write down what the author was promised. Raises Invalid for `promise` and `day`."""
    row = _tended(by, topic)
    row.promise, row.promised_for = _words("promise", words, LONGEST_PROMISE), _until(day)
    row.promised_by_id, row.kept_at, row.late_at = by.id, None, None
    moderation.withdraw(LATE, topic.id)
    after = {"promise": row.promise, "day": f"{day:%Y-%m-%d}"}
    audit.record(by, "replies.promise", "topic", topic.id, after=after)


@action
def keep(by: User, topic: Topic) -> None:
    """Say that what was promised is done."""
    row = _tended(by, topic)
    if row.promised_for is not None and row.kept_at is None:
        row.kept_at = clock.now()
        moderation.withdraw(LATE, topic.id)
        audit.record(by, "replies.keep", "topic", topic.id, after={"promise": row.promise})


@action
def take_promise_back(by: User, topic: Topic) -> None:
    """Say that what was promised will not be done after all."""
    row = _tended(by, topic)
    before = {"promise": row.promise}
    row.promise, row.promised_for, row.late_at = "", None, None
    moderation.withdraw(LATE, topic.id)
    audit.record(by, "replies.take_promise_back", "topic", topic.id, before=before)


@action
def close(by: User, topic: Topic, outcome: str, body: str) -> None:
    """Say in public how it ended, and ask its author. Raises Invalid for `outcome` and `body`."""
    row = _tended(by, topic)
    if row.closed_at is not None:
        raise Refused(deny("closed_already"))
    row.outcome = _words("outcome", outcome, LONGEST_OUTCOME)
    post = topics.reply(by, topic, NewPost(body))
    answering.finish(by, topic, outcome=row.outcome)
    row.closing_post_id, row.closed_at, row.closed_by_id = post.id, clock.now(), by.id
    row.solved = row.answered_at = row.reopened_at = None
    moderation.withdraw(LATE, topic.id)
    audit.record(by, "replies.close", "topic", topic.id, after={"outcome": row.outcome})
    announce(ComplaintClosed(topic.id, topic.author_id, post.id, by.id))


@action
def rate(member: User, topic: Topic, solved: Solved) -> None:
    """Say whether it is settled; with a no it is open again. Raises Refused."""
    row = queries.complaint_of(topic.id)
    if row is None:
        raise Refused(deny("not_yours"))
    require(policy.can_rate(member, row, topic.author_id))
    saying = (
        update(Complaint)
        .where(Complaint.topic_id == topic.id, Complaint.solved.is_(None))
        .values(solved=solved, answered_at=clock.now())
    )
    if db.session.scalar(saying.returning(Complaint.topic_id)) is None:
        raise Refused(deny("said_already"))
    db.session.refresh(row)
    if solved == Solved.NO:
        _reopen(row)
        answering.open_again(topic)
        announce(ComplaintReopened(topic.id, member.id))


@action
def note_reopened(topic_id: int) -> None:
    """The team says that a topic is not done after all: nor is the complaint."""
    row = db.session.get(Complaint, topic_id, populate_existing=True, with_for_update=True)
    if row is not None and row.closed_at is not None:
        _reopen(row)


@action
def raise_overdue() -> int:
    """Open a case for each promise that is late; returns how many were new."""
    found = queries.newly_late()
    for row, topic in found:
        row.late_at = clock.now()
        moderation.hold(
            LATE, topic.id, about=topic.author, reason="late", channel_id=topic.channel_id
        )
    return len(found)


def _reopen(row: Complaint) -> None:
    """Open again: what was promised before counts again, and is called for if it is late."""
    row.closed_at, row.reopened_at, row.late_at = None, clock.now(), None


def _tended(by: User, topic: Topic) -> Complaint:
    """The row of a complaint on which this person works, made when it is asked for first."""
    seat = channels.seat_in(by, topic.channel)
    standing = standings.standing_of(topic.id)
    kind = standing.kind if standing is not None else None
    looks_after = bool(writing.can_moderate(by, seat))
    require(policy.can_tend(by, kind, queries.complaint_of(topic.id), looks_after=looks_after))
    row = insert(Complaint).values(topic_id=topic.id, promise="", outcome="")
    db.session.execute(row.on_conflict_do_nothing(index_elements=["topic_id"]))
    # The queue has read it before, and somebody else may have changed it since.
    return db.session.get_one(Complaint, topic.id, populate_existing=True, with_for_update=True)


def _until(day: date | None) -> datetime:
    """The end of the day: all of it is theirs."""
    today = queries.today()
    if day is None or day < today:
        raise Invalid("day", "past" if day else "empty")
    if day > today + FARTHEST:
        raise Invalid("day", "too_far")
    return queries.end_of_day(day)


def _words(field: str, typed: str, most: int) -> str:
    words = clean(typed).strip()
    if not words:
        raise Invalid(field, "empty")
    if len(words) > most:
        raise Invalid(field, "too_long", most=most)
    return words
