"""The messages of a live channel: the topic that holds them, and lifting some out of it."""

from collections.abc import Collection, Sequence

from sqlalchemy.orm import joinedload

from forum.accounts import actions as accounts
from forum.accounts import queries as people
from forum.accounts.models import User
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
from forum.topics.actions import moving, pictures, publishing, writing
from forum.topics.actions.locking import lock
from forum.topics.actions.texts import NewPost, checked_text, checked_title, put_summary, put_text
from forum.topics.models import Post, State, Topic
from forum.topics.signals import TopicPublished

MOST_LIFTED = 100


@action
def lift(
    actor: User,
    topic: Topic,
    *,
    numbers: Collection[int],
    into: Channel,
    title: str,
    context: str = "",
) -> Topic:
    """Make a topic of some messages, in another channel; the first of them opens it.

    The context is a text that tells where they come from and what was said before; it stands in
    the new topic as a reply of whoever lifted. Every old address leads to the new places.
    """
    channel_actions.hold(topic.channel, into)
    lock(topic)
    posts = _chosen(topic, numbers)
    seat = channels.seat_in(actor, topic.channel)
    require(policy.can_lift(actor, topic, seat, authors={post.author_id for post in posts}))
    _check_target(actor, topic, into)
    made = moving.open_with(posts[0], into, checked_title(title))
    moving.put_behind(posts, topic, made)
    made.created_at = posts[0].created_at
    _recount(topic, made, moved=len(posts))
    pictures.settle_all(made)
    announce(TopicPublished(made.id, made.channel_id, made.author_id))
    _note(actor, topic, made, messages=len(posts))
    if context:
        _tell(actor, made, context)
    return made


@action
def stand(channel_id: int, admin_id: int) -> None:
    """Let a live channel have its standing topic, called as the channel is; others need none."""
    channel = channels.channels_by_ids([channel_id]).get(channel_id)
    admin = people.member_by_id(admin_id)
    if channel is None or admin is None or not channel.is_live:
        return
    topic = queries.standing_topic(channel)
    if topic is None:
        _begin(channel, admin)
    elif topic.title != channel.name:
        topic.title, topic.slug = channel.name, writing.slug_of(channel.name)


def _begin(channel: Channel, admin: User) -> None:
    name = channel.name
    topic = Topic(channel=channel, author=admin, title=name, slug=writing.slug_of(name))
    topic.standing_since, topic.last_number, topic.state = clock.now(), 1, State.HELD
    text = checked_text(channel.description or name, None)
    put_summary(topic, text)
    post = Post(topic=topic, author=admin, number=1, state=State.HELD)
    put_text(post, text)
    db.session.add(post)
    db.session.flush()
    publishing.publish(post, mentions=())


def _chosen(topic: Topic, numbers: Collection[int]) -> Sequence[Post]:
    """The published messages of these numbers, with their authors."""
    # A number that was never given is too long for some databases to compare.
    wanted = sorted(number for number in set(numbers) if 1 < number <= topic.last_number)
    query = queries.published_in(topic).where(Post.number.in_(wanted[:MOST_LIFTED]))
    found = db.session.scalars(query.order_by(Post.number).options(joinedload(Post.author))).all()
    if not found:
        raise Invalid("numbers", "none")
    return found


def _recount(topic: Topic, made: Topic, *, moved: int) -> None:
    """Let both topics, both channels and the author of the new one count what they have now."""
    moving.settle(topic)
    moving.settle(made)
    # In one order for all, so that nobody waits in a ring.
    gains = {topic.channel_id: (0, -moved), made.channel_id: (1, moved)}
    for channel_id, (topics, posts) in sorted(gains.items()):
        channel_actions.count(channel_id, topic_count=topics, post_count=posts)
    accounts.count(made.author_id, topic_count=1)


def _note(actor: User, topic: Topic, made: Topic, *, messages: int) -> None:
    after = {"made": made.id, "messages": messages, "from": topic.channel.name}
    audit.record(actor, "topics.lift", "topic", topic.id, after=after)


def _tell(actor: User, made: Topic, context: str) -> None:
    """It is part of the lifting: no pause between two posts holds it back."""
    seat = channels.seat_in(actor, made.channel)
    if policy.can_reply(actor, made, seat):
        writing.put_reply(actor, made, NewPost(context), checked_text(context), seat=seat)


def _check_target(actor: User, topic: Topic, into: Channel) -> None:
    seat = channels.seat_in(actor, into)
    require(policy.can_start(actor, into, seat))
    if policy.reason_to_hold(actor, into, seat):
        raise Invalid("channel", "reviewed")
    if policy.opens_up(actor, topic.channel, into):
        raise Invalid("channel", "opens_up")
