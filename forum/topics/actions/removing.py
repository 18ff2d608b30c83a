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
from forum.topics.actions import answers, pictures, publishing, screening, sums
from forum.topics.actions.locking import lock
from forum.topics.actions.moving import settle
from forum.topics.models import Post, State, Topic
from forum.topics.queries import deeds
from forum.topics.signals import PostDeleted, PostRestored, TopicDeleted, TopicRestored

# Why a hidden post waits when nobody flagged it anew.
HIDDEN = "hidden"


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
    moderation.withdraw(queries.POST, post.id)
    mark(post, deleted_by=actor)
    take_out(post, State.DELETED, by_id=actor.id)


@action
def restore(actor: User, post: Post) -> None:
    """Bring a deleted post back to where it stood; one that never came out waits its turn again."""
    lock(post.topic, post)
    seat = channels.seat_in(actor, post.topic.channel)
    require(policy.can_restore(actor, post, seat))
    require(policy.can_come_back(post.topic))
    if post.state != State.DELETED:
        return
    mark(post, deleted_by=None)
    if not queries.was_published(post):
        reason = policy.reason_to_hold(actor, post.topic.channel, seat)
        is_trusted = policy.can_moderate(actor, seat)
        publishing.let_out(post, reason=reason or ("" if is_trusted else screening.AGAIN))
    elif post.hidden_at is not None and not policy.can_moderate(actor, seat):
        _hide_again(post)
    else:
        put_back(post, by_id=actor.id)
    _note(actor, "restore", post)


def bring_back(post: Post) -> None:
    """Undo the deletion of a post that could be read before, because it was decided wrongly."""
    require(policy.can_come_back(post.topic))
    if post.state == State.DELETED:
        mark(post, deleted_by=None)
        put_back(post, by_id=None)


def take_out(post: Post, state: State, *, by_id: int | None) -> None:
    """Let what follows from a post that could be read follow no longer; a topic goes as a whole."""
    was_read = post.state == State.PUBLISHED and post.topic.is_published
    if post.is_first:
        _take_topic(post, state, by_id=by_id, was_read=was_read)
    else:
        _take_reply(post, state, by_id=by_id, was_read=was_read)


def put_back(post: Post, *, by_id: int | None) -> None:
    """The exact inverse: everything follows from the post again, as it did before."""
    post.hidden_at = post.hidden_by_id = post.mended_at = None
    if post.is_first:
        _put_topic_back(post, by_id=by_id)
    else:
        _put_reply_back(post, by_id=by_id)


def _take_topic(post: Post, state: State, *, by_id: int | None, was_read: bool) -> None:
    topic = post.topic
    if was_read:
        sums.count_whole(topic, by=-1)
    topic.state = post.state = state
    pictures.settle_all(topic)
    activity.reverse_topic(Thing("topic", topic.id), by_id=by_id)
    announce(TopicDeleted(topic.id, topic.channel_id, by_id))


def _put_topic_back(post: Post, *, by_id: int | None) -> None:
    topic = post.topic
    topic.state = post.state = State.PUBLISHED
    settle(topic)
    sums.count_whole(topic, by=1)
    pictures.settle_all(topic)
    activity.restore(Thing("topic", topic.id), by_id=by_id)
    for approved in deeds.posts_never_recorded(topic):
        publishing.record(approved)
    announce(TopicRestored(topic.id, topic.channel_id))


def _take_reply(post: Post, state: State, *, by_id: int | None, was_read: bool) -> None:
    # Before the answer steps back, so that its line in the log comes back with the others.
    activity.reverse(_thing(post), by_id=by_id)
    if post.topic.answer_id == post.id:
        answers.step_back(post)
    post.state = state
    pictures.settle(post)
    if was_read:
        sums.count_post(post, post.topic, by=-1)
        settle(post.topic)
        announce(PostDeleted(post.id, post.topic_id, by_id))


def _put_reply_back(post: Post, *, by_id: int | None) -> None:
    post.state = State.PUBLISHED
    pictures.settle(post)
    if post.topic.is_published:
        sums.count_post(post, post.topic, by=1)
        settle(post.topic)
        activity.restore(_thing(post), by_id=by_id)
        announce(PostRestored(post.id, post.topic_id))
    else:
        activity.leave_to_topic(_thing(post))
    answers.step_forward(post)


def _hide_again(post: Post) -> None:
    """What was hidden when its author took it away is hidden still, and still to be looked at."""
    post.state = State.HIDDEN
    if post.is_first:
        post.topic.state = State.HIDDEN
    moderation.hold(queries.POST, post.id, about=post.author, reason=HIDDEN)


def _thing(post: Post) -> Thing:
    return Thing("post", post.id, topic_id=post.topic_id)


def mark(post: Post, *, deleted_by: User | None) -> None:
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
