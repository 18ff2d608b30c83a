"""Moving topics between channels, and posts between topics. Every old address still leads there."""

from collections.abc import Collection, Sequence
from operator import attrgetter

from sqlalchemy import func, select

from forum.accounts import actions as accounts
from forum.accounts.models import User
from forum.activity import actions as activity
from forum.audit import actions as audit
from forum.channels import actions as channel_actions
from forum.channels import queries as channels
from forum.channels.models import Channel
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import Invalid, require
from forum.kernel.unit import action
from forum.topics import policy, queries
from forum.topics.actions import answers, counting, pictures, sums
from forum.topics.actions.locking import lock
from forum.topics.actions.publishing import FACES
from forum.topics.actions.texts import checked_title
from forum.topics.actions.writing import slug_of
from forum.topics.models import Post, PostAddress, State, Topic
from forum.topics.signals import PostsMoved, TopicMoved, TopicPublished


@action
def move(moderator: User, topic: Topic, channel: Channel) -> None:
    """Put the topic into another channel; the moderator must look after both."""
    channel_actions.hold(topic.channel, channel)
    lock(topic)
    _require_may(moderator, topic.channel, channel)
    before = topic.channel
    rehouse(topic, channel)
    moved = {"before": {"channel": before.id}, "after": {"channel": channel.id}}
    audit.record(moderator, "topics.move", "topic", topic.id, **moved)


def rehouse(topic: Topic, channel: Channel) -> None:
    """Move the topic, which is locked, without asking who does it. Raises Invalid and Refused."""
    require(policy.can_rehouse(topic))
    if channel.merged_into_id is not None:
        raise Invalid("channel", "missing")
    if channel.is_live:
        raise Invalid("channel", "live")
    if channel.id == topic.channel_id:
        raise Invalid("channel", "same")
    before = topic.channel
    if topic.is_answered and not channel.takes_answers:
        answers.clear(topic)
    _count_in_channel(topic, by=-1)
    topic.channel = channel
    db.session.flush()
    _count_in_channel(topic, by=1)
    pictures.settle_all(topic)
    announce(TopicMoved(topic.id, before.id, channel.id))


@action
def merge(moderator: User, topic: Topic, into: Topic) -> None:
    """Put all posts of a topic behind those of another; the first one's address leads there."""
    channel_actions.hold(topic.channel, into.channel)
    for one in sorted((topic, into), key=attrgetter("id")):
        lock(one)
    _require_may(moderator, topic.channel, into.channel)
    require(policy.can_rehouse(topic) and policy.can_rehouse(into))
    if topic.id == into.id:
        raise Invalid("into", "same")
    if not (topic.is_published and into.is_published):
        raise Invalid("into", "not_open")
    answers.clear(topic)
    sums.count_tags(topic, by=-1)
    _count_in_channel(topic, by=-1)
    accounts.count(topic.author_id, topic_count=-1)
    before = 1 + into.reply_count
    put_behind(queries.all_posts(topic), topic, into)
    _end(topic, into, moderator)
    settle(into)
    channel_actions.count(into.channel_id, post_count=1 + into.reply_count - before)
    pictures.settle_all(into)
    after = {"into": into.id}
    audit.record(moderator, "topics.merge", "topic", topic.id, after=after)


@action
def split(moderator: User, topic: Topic, *, numbers: Collection[int], title: str) -> Topic:
    """Make a new topic of some replies, in their order; the first of them opens it."""
    lock(topic)
    _require_may(moderator, topic.channel)
    require(policy.can_split(topic))
    posts = [post for post in queries.all_posts(topic) if post.number in set(numbers)]
    if not posts:
        raise Invalid("numbers", "none")
    if posts[0].is_first or posts[0].state != State.PUBLISHED:
        raise Invalid("numbers", "cannot_open")
    if topic.answer_id in {post.id for post in posts}:
        answers.clear(topic)
    made = open_with(posts[0], topic.channel, checked_title(title))
    put_behind(posts, topic, made)
    settle(topic)
    settle(made)
    made.created_at = posts[0].created_at
    channel_actions.count(topic.channel_id, topic_count=1)
    accounts.count(made.author_id, topic_count=1)
    announce(TopicPublished(made.id, made.channel_id, made.author_id))
    audit.record(moderator, "topics.split", "topic", topic.id, after={"made": made.id})
    return made


def settle(topic: Topic) -> None:
    """Work out anew what the topic knows of its posts, because posts have come or gone."""
    db.session.flush()
    published = (Post.topic_id == topic.id, Post.state == State.PUBLISHED)
    count, people, last_at = db.session.execute(
        select(
            func.count(), func.count(func.distinct(Post.author_id)), func.max(Post.created_at)
        ).where(*published)
    ).one()
    topic.reply_count, topic.people_count = max(0, count - 1), people
    if last_at is not None:
        topic.bumped_at = last_at
    newest = (
        select(Post.author_id)
        .where(*published, Post.number > 1)
        .group_by(Post.author_id)
        .order_by(func.max(Post.number).desc())
        .limit(FACES)
    )
    topic.face_ids = list(db.session.scalars(newest))
    db.session.flush()
    counting.recount_reactions([topic.id])


def _require_may(moderator: User, *rooms: Channel) -> None:
    for channel in rooms:
        require(policy.can_moderate(moderator, channels.seat_in(moderator, channel)))


def _count_in_channel(topic: Topic, *, by: int) -> None:
    if topic.is_published:
        posts = (1 + topic.reply_count) * by
        channel_actions.count(topic.channel_id, topic_count=by, post_count=posts)


def put_behind(posts: Sequence[Post], topic: Topic, into: Topic) -> None:
    """Give each post the next number of its new topic, and remember where it stood."""
    new_numbers: dict[int, int] = {}
    for post in posts:
        old = post.number
        db.session.add(PostAddress(topic_id=topic.id, number=old, post_id=post.id))
        post.topic, post.number = into, sums.next_number(into)
        new_numbers[old] = post.number
        # An answer to a post that stayed behind answers nobody in particular here.
        post.reply_to = new_numbers.get(post.reply_to or 0)
        db.session.flush()
    post_ids = tuple(post.id for post in posts)
    activity.move(post_ids, into.id)
    announce(PostsMoved(post_ids, topic.id, into.id))


def open_with(first: Post, channel: Channel, title: str) -> Topic:
    """A new topic for posts that were published elsewhere; this one will open it."""
    made = Topic(
        channel=channel,
        author=first.author,
        title=title,
        slug=slug_of(title),
        excerpt=queries.excerpt_of(first),
        state=State.PUBLISHED,
    )
    db.session.add(made)
    db.session.flush()
    return made


def _end(topic: Topic, into: Topic, moderator: User) -> None:
    """Leave of the merged topic only its address."""
    topic.merged_into_id, topic.state = into.id, State.DELETED
    topic.deleted_at, topic.deleted_by_id = clock.now(), moderator.id
    topic.pinned_at = topic.pin_scope = None
    topic.reply_count = topic.people_count = 0
    topic.face_ids = []
    counting.recount_reactions([topic.id])
