"""Starting topics and replying to them."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

from sqlalchemy import Select, bindparam, select
from sqlalchemy.exc import IntegrityError

from forum.accounts.models import User
from forum.channels import actions as entering
from forum.channels import queries as channels
from forum.channels.models import Channel
from forum.channels.policy import Seat
from forum.drafts import actions as drafts
from forum.kernel import clock
from forum.kernel.db import db, writes_alone
from forum.kernel.policy import Invalid, require
from forum.kernel.screening import Writing
from forum.kernel.slugs import slugify
from forum.kernel.unit import action
from forum.topics import policy, queries
from forum.topics.actions import bounds, pictures, publishing, screening, sums, tags
from forum.topics.actions.locking import lock
from forum.topics.actions.screening import Looked
from forum.topics.actions.texts import (
    NewPost,
    NewTopic,
    Text,
    checked_first_text,
    checked_text,
    checked_title,
    put_summary,
    put_text,
)
from forum.topics.models import Post, State, Topic

LONGEST_SLUG = 80

LONGEST_KEY = 64
New: TypeAlias = NewTopic | NewPost


@action
def start(author: User, channel: Channel, new: NewTopic) -> Topic:
    """Open a topic: at once, at its moment, or after review. Raises Invalid and Refused.

    A text sent twice under one client key opens one topic, which is returned both times.
    """
    return start_with_post(author, channel, new).topic


@action
def start_with_post(author: User, channel: Channel, new: NewTopic) -> Post:
    """As `start`; returns the first post, with its topic."""
    return _once(author, new, lambda key: _start(author, channel, new, key=key))


@action
def reply(author: User, topic: Topic, new: NewPost) -> Post:
    """Add a post to the topic: at once, or after review. Raises Invalid and Refused.

    A text sent twice under one client key is posted once; the post is returned both times.
    """
    return _once(author, new, lambda key: _reply(author, topic, new, key=key))


def slug_of(title: str) -> str:
    """The readable part of a topic's address."""
    return slugify(title)[:LONGEST_SLUG]


def _once(author: User, new: New, write: Callable[[str | None], Post]) -> Post:
    """Write at most once under a key, also when two tries arrive in the same moment."""
    key = (new.client_key or "")[:LONGEST_KEY] or None
    posted = queries.post_by_key(author, key) if key and _is_used(author, key) else None
    if posted is not None and _is_same(posted, new):
        return posted
    if posted is not None or key is None:
        # Another text from a form that had been sent before, such as after going back to it.
        return write(None)
    if writes_alone():
        return write(key)
    try:
        with db.session.begin_nested():
            return write(key)
    except IntegrityError:
        posted = queries.post_by_key(author, key)
        if posted is None:
            raise
        return posted


def _is_used(author: User, key: str) -> bool:
    """Asked before the post is read, because it hardly ever is."""
    return db.session.scalar(_by_key(), {"author": author.id, "key": key}) is not None


@lru_cache
def _by_key() -> Select[int]:
    columns: Any = Post.__table__.c
    mine = columns.author_id == bindparam("author"), columns.client_key == bindparam("key")
    return select(columns.id).where(*mine)


def _is_same(posted: Post, new: New) -> bool:
    """Whether this is the text that was posted. Where nobody knows that any more, it is."""
    return queries.first_body(posted) in {None, queries.cleaned(new.body)}


def _start(author: User, channel: Channel, new: NewTopic, *, key: str | None) -> Post:
    seat = channels.seat_in(author, channel)
    require(policy.can_start(author, channel, seat))
    _require_agreed(author, new)
    _check_moment(author, seat, new)
    title = checked_title(new.title)
    text = checked_first_text(new.body, channel, shown=new.shown)
    if new.origin is None:
        bounds.check_text(author, seat, text.shown)
        bounds.check_topics(author, seat)
    is_imported = new.origin is not None
    names = tags.checked(author, channel, seat=seat, names=new.tags, is_imported=is_imported)
    more = {"kind": "topic", "title": title, "tags": names}
    looked = _looked(new, seat, screening.writing_of(author, channel, text, **more))
    # Asked again, because the channel may have been archived or merged meanwhile.
    entering.hold(channel)
    require(policy.can_start(author, channel, seat))
    topic = Topic(channel=channel, author=author, title=title, slug=slug_of(title))
    topic.state = State.HELD
    topic.publish_at, topic.origin = new.publish_at, new.origin
    put_summary(topic, text)
    post = Post(topic=topic, author=author, number=_first_number(topic))
    _add(post, text, origin=new.origin, key=key)
    tags.put_first(topic, tags.with_labels(names, looked.labels))
    _let_out(post, seat, looked, mentions=text.shown.mentions)
    _forget_draft(author, "new", new)
    return post


def _reply(author: User, topic: Topic, new: NewPost, *, key: str | None) -> Post:
    seat = channels.seat_in(author, topic.channel)
    require(policy.can_reply(author, topic, seat))
    _require_agreed(author, new)
    _require_pause(author, topic, seat)
    text = checked_text(new.body, new.shown)
    if new.origin is None:
        bounds.check_text(author, seat, text.shown)
        bounds.check_replies(author, topic, seat)
    kind = "message" if topic.is_standing else "reply"
    more = {"kind": kind, "topic_id": topic.id}
    looked = _looked(new, seat, screening.writing_of(author, topic.channel, text, **more))
    # Asked again, because the topic may have been closed or deleted while the text was rendered.
    lock(topic)
    require(policy.can_reply(author, topic, seat))
    _require_pause(author, topic, seat)
    post = _put_reply(author, topic, new, text, key=key)
    _let_out(post, seat, looked, mentions=text.shown.mentions)
    _forget_draft(author, f"reply:{topic.id}", new)
    return post


def put_reply(author: User, topic: Topic, new: NewPost, text: Text, *, seat: Seat) -> Post:
    """Number a reply and let it out: a step of other actions, which ask whether it may be.

    Its topic is locked already, or nobody else knows of it yet.
    """
    post = _put_reply(author, topic, new, text, key=None)
    reason = policy.reason_to_hold(author, topic.channel, seat)
    publishing.let_out(post, reason=reason, mentions=text.shown.mentions)
    return post


def _put_reply(author: User, topic: Topic, new: NewPost, text: Text, *, key: str | None) -> Post:
    number = sums.next_number(topic)
    reply_to = new.reply_to if new.reply_to and 0 < new.reply_to < number else None
    post = Post(topic=topic, author=author, number=number, reply_to=reply_to)
    _add(post, text, origin=new.origin, key=key)
    return post


def _looked(new: New, seat: Seat, writing: Writing) -> Looked:
    """What is to be said about the text. Imported ones were written elsewhere, long ago."""
    if new.origin is not None:
        return Looked(writing, ())
    return screening.look(seat, writing, heard=new.heard)


def _let_out(post: Post, seat: Seat, looked: Looked, *, mentions: Sequence[str]) -> None:
    reason = policy.reason_to_hold(post.author, post.topic.channel, seat) or looked.hold_reason
    publishing.let_out(post, reason=reason, mentions=mentions)
    looked.note_post(post)


def _require_pause(author: User, topic: Topic, seat: Seat) -> None:
    """In slow mode enough time must have passed since the author's last post."""
    if policy.slow_mode_seconds(topic):
        last = queries.last_post_by(author, topic)
        require(policy.can_post_again(author, topic, seat, last=last))


def _require_agreed(author: User, new: New) -> None:
    """Imported texts were written elsewhere, under other rules."""
    if new.origin is None:
        require(policy.can_send(author))


def _check_moment(author: User, seat: Seat, new: NewTopic) -> None:
    """Only those who look after a channel may say when a topic appears."""
    if new.publish_at is None:
        return
    require(policy.can_moderate(author, seat))
    if new.publish_at <= clock.now():
        raise Invalid("publish_at", "past")


def _first_number(topic: Topic) -> int:
    topic.last_number = 1
    return 1


def _add(post: Post, text: Text, *, origin: dict[str, Any] | None, key: str | None) -> None:
    """Store the post; nobody sees it until it is let out."""
    post.state = State.HELD
    # Known before the post is stored, which happens together with what comes of it.
    post.topic_id, post.author_id = post.topic.id, post.author.id
    post.client_key, post.origin = key, origin
    put_text(post, text)
    db.session.add(post)
    if text.shown.uploads:
        db.session.flush()
        pictures.place(post, text.shown.uploads)


def _forget_draft(author: User, key: str, new: New) -> None:
    """The text is posted: its draft has done its work. Imported texts never had one."""
    if new.origin is None:
        drafts.discard(author, key)
