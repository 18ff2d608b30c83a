"""Answering by a rule of the house: in the name of the account that the brand chose for it."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from forum.accounts.models import User
from forum.jobs import actions as jobs
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Refused, deny, require
from forum.kernel.unit import action
from forum.kernel.upsert import insert
from forum.replies import policy, queries
from forum.replies.actions.writing import count_use
from forum.replies.models import Place, RuleAnswer, SavedReply, SavedReplyUse
from forum.replies.queries import Spot
from forum.replies.settings import ASK_HOURS
from forum.replies.variables import Filled
from forum.topics import actions as topics
from forum.topics.actions import NewPost
from forum.topics.models import Post, State, Topic

JOB = "replies.answer"
# A post that waited for longer is not answered any more.
WAITS = timedelta(days=7)
Fill = Callable[[SavedReply, Spot], Filled]


def check_answering(reply_id: int) -> None:
    """Whether a rule may be saved that answers with this. Raises Refused and NotFound."""
    require(policy.can_answer_by_rule(queries.answering_account()))
    if queries.reply_by_id(reply_id).is_archived:
        raise Refused(deny("reply_archived"))


@action
def answer_by_rule(rule_id: int, *, reply_id: int, post_id: int) -> None:
    """Let the worker answer a post with a saved reply, as soon as the post is published.

    A step for rules. Nothing happens when the rule has answered in the topic before, when
    somebody of the team wrote the post, or when a rule did.
    """
    post = db.session.scalar(
        select(Post).where(Post.id == post_id).options(joinedload(Post.author))
    )
    account = queries.answering_account()
    if post is None or account is None or post.author.is_staff or post.author_id == account.id:
        return
    row = insert(RuleAnswer).values(
        topic_id=post.topic_id, rule_id=rule_id, reply_id=reply_id, to_post_id=post.id
    )
    row = row.values(created_at=clock.now(), why_not="")
    db.session.execute(row.on_conflict_do_nothing(index_elements=["topic_id", "rule_id"]))
    jobs.owe(JOB)


@action
def answer(answer_id: int, fill: Fill) -> None:
    """Write one answer that a rule asked for, if it may be. Raises Refused and Invalid."""
    wanted = _held(answer_id)
    if wanted.done_at is not None:
        return
    post = _answered(wanted)
    if post.state == State.HELD and wanted.created_at > clock.now() - WAITS:
        return
    account, reply = queries.answering_account(), queries.reply_by_id(wanted.reply_id)
    require(policy.can_answer_by_rule(account))
    if account is None or post.state != State.PUBLISHED or not post.topic.is_published:
        raise Refused(deny("post_not_open"))
    if post.topic.is_closed:
        raise Refused(deny("topic_closed"))
    require(policy.can_use(account, reply, looks_after=True))
    spot = queries.of_topic(post.topic, reply_to=post.number)
    filled = fill(reply, spot)
    if filled.missing:
        raise Refused(deny("gap_left"))
    made = topics.reply(account, post.topic, NewPost(filled.text, reply_to=post.number))
    wanted.done_at, wanted.post_id = clock.now(), made.id
    topics.leave_aside(made.id)
    _note(account, reply, spot, made)


@action
def give_up(answer_id: int, why: str) -> None:
    """Let an answer be that cannot be given; the reason is kept."""
    wanted = _held(answer_id)
    if wanted.done_at is None:
        wanted.done_at, wanted.why_not = clock.now(), why[:40]


def _held(answer_id: int) -> RuleAnswer:
    """As the database has it now: another worker may have given it since it was listed."""
    return db.session.get_one(RuleAnswer, answer_id, populate_existing=True, with_for_update=True)


def _note(account: User, reply: SavedReply, spot: Spot, made: Post) -> None:
    now = clock.now()
    use = SavedReplyUse(reply_id=reply.id, version=reply.version, by_id=account.id, filled="")
    use.place, use.place_id, use.post_id = Place.TOPIC, spot.place_id, made.id
    use.is_complaint, use.sent_at = spot.is_complaint, now
    use.member_id = spot.member.id if spot.member is not None else None
    use.ask_at = now + timedelta(hours=ASK_HOURS.get())
    db.session.add(use)
    count_use(reply.id)


def _answered(wanted: RuleAnswer) -> Post:
    query = select(Post).where(Post.id == wanted.to_post_id)
    query = query.options(
        joinedload(Post.author),
        joinedload(Post.topic).joinedload(Topic.channel),
        joinedload(Post.topic).joinedload(Topic.author),
    )
    return db.session.scalars(query.execution_options(populate_existing=True)).one()
