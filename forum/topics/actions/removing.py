"""Taking posts away and bringing them back. The first post takes its whole topic along."""

from forum.accounts.models import User
from forum.activity import actions as activity
from forum.activity.actions import Thing
from forum.audit import actions as audit
from forum.channels import queries as channels
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.policy import require
from forum.kernel.unit import action
from forum.moderation import actions as moderation
from forum.topics import policy, queries
from forum.topics.actions import answers, pictures, publishing, sums
from forum.topics.actions.locking import lock
from forum.topics.actions.moving import settle
from forum.topics.models import Post, State, Topic
from forum.topics.queries import deeds
from forum.topics.signals import PostDeleted, PostRestored, TopicDeleted, TopicRestored


@action
def delete(actor: User, post: Post) -> None:
    """Take the post away; the text stays for those who may bring it back."""
    lock(post.topic, post)
    require(policy.can_delete(actor, post, channels.seat_in(actor, post.topic.channel)))
    if post.state == State.DELETED:
        return
    take(actor, post)
    _note(actor, "delete", post)


@action
def take(actor: User, post: Post) -> None:
    """Take a post away that stands there, without asking; a step of others."""
    was_read = post.state == State.PUBLISHED and post.topic.is_published
    moderation.withdraw("post", post.id)
    if post.is_first:
        _take_topic(actor, post, was_read=was_read)
    else:
        _take_reply(actor, post, was_read=was_read)


@action
def restore(actor: User, post: Post) -> None:
    """Bring a deleted post back to where it stood; one that never came out waits its turn again."""
    lock(post.topic, post)
    seat = channels.seat_in(actor, post.topic.channel)
    require(policy.can_restore(actor, post, seat))
    require(policy.can_come_back(post.topic))
    if post.state != State.DELETED:
        return
    _mark(post, deleted_by=None)
    if not queries.was_published(post):
        publishing.let_out(post, reason=policy.reason_to_hold(actor, post.topic.channel, seat))
    elif post.is_first:
        _put_topic_back(actor, post)
    else:
        _put_reply_back(actor, post)
    _note(actor, "restore", post)


def _take_topic(actor: User, post: Post, *, was_read: bool) -> None:
    topic = post.topic
    if was_read:
        sums.count_whole(topic, by=-1)
    topic.state = post.state = State.DELETED
    _mark(post, deleted_by=actor)
    pictures.settle_all(topic)
    activity.reverse_topic(Thing("topic", topic.id), by_id=actor.id)
    announce(TopicDeleted(topic.id, topic.channel_id, actor.id))


def _put_topic_back(actor: User, post: Post) -> None:
    topic = post.topic
    topic.state = post.state = State.PUBLISHED
    settle(topic)
    sums.count_whole(topic, by=1)
    pictures.settle_all(topic)
    activity.restore(Thing("topic", topic.id), by_id=actor.id)
    for approved in deeds.posts_never_recorded(topic):
        publishing.record(approved)
    announce(TopicRestored(topic.id, topic.channel_id))


def _take_reply(actor: User, post: Post, *, was_read: bool) -> None:
    if post.topic.answer_id == post.id:
        answers.clear(post.topic)
    post.state = State.DELETED
    _mark(post, deleted_by=actor)
    pictures.settle(post)
    activity.reverse(_thing(post), by_id=actor.id)
    if was_read:
        sums.count_post(post, post.topic, by=-1)
        settle(post.topic)
        announce(PostDeleted(post.id, post.topic_id, actor.id))


def _put_reply_back(actor: User, post: Post) -> None:
    post.state = State.PUBLISHED
    pictures.settle(post)
    if post.topic.is_published:
        sums.count_post(post, post.topic, by=1)
        settle(post.topic)
        activity.restore(_thing(post), by_id=actor.id)
        announce(PostRestored(post.id, post.topic_id))
    else:
        activity.leave_to_topic(_thing(post))


def _thing(post: Post) -> Thing:
    return Thing("post", post.id, topic_id=post.topic_id)


def _mark(post: Post, *, deleted_by: User | None) -> None:
    """Write down who took it away and when, or that nobody did."""
    things: list[Post | Topic] = [post, post.topic] if post.is_first else [post]
    for thing in things:
        thing.deleted_at = clock.now() if deleted_by else None
        thing.deleted_by_id = deleted_by.id if deleted_by else None


def _note(actor: User, verb: str, post: Post) -> None:
    """What somebody does to another's text is written down."""
    if actor.id != post.author_id:
        kind, target_id = ("topic", post.topic_id) if post.is_first else ("post", post.id)
        audit.record(actor, f"{kind}s.{verb}", kind, target_id)
