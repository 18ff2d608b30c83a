"""Telling people of posts: those whom the text speaks to at once, a crowd of followers by a job."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import TypeAlias

from forum.channels.models import Channel
from forum.jobs.actions import enqueue
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.notices import queries
from forum.notices.actions.making import Event, tell
from forum.notices.kinds import SUBJECTS, NoticeKind, Wish
from forum.notices.policy import Hearer
from forum.topics.models import Post, State, Topic

# So many followers are told in the transaction of the post itself; more are left to the worker.
AT_ONCE = 4
# The worker tells so many in each of its transactions, and lets others write in between.
BATCH = 25
# A text that names more people tells only the first of them.
MOST_MENTIONS = 10
QUOTED = re.compile(r"^\s{0,3}> ?\[@[^\]\n]{1,80}\]\(/p/(\d{1,9})\):", re.MULTILINE)
Said: TypeAlias = Mapping[int, Collection[NoticeKind]]
News: TypeAlias = Callable[[Hearer], bool]
QUOTE_LINE = re.compile(r"^\s{0,3}>", re.MULTILINE)


@action
def tell_of_post(post_id: int, mentions: Sequence[str]) -> None:
    """Tell whom a post that was just published mentions, quotes or answers, and who follows its
    topic; of a new topic, who follows its channel. Texts brought in from elsewhere tell nobody."""
    post = db.session.get(Post, post_id)
    if post is None or post.origin is not None:
        return
    topic = db.session.get_one(Topic, post.topic_id)
    channel = db.session.get_one(Channel, topic.channel_id)
    said = _said(post, topic, mentions)
    if not post.is_first and not channel.is_live:
        # Whoever began the topic is answered by every reply.
        said[topic.author_id].add(NoticeKind.REPLY)
    # A stream runs too quickly to be told of: only what is said to somebody in person counts.
    crowd = {} if channel.is_live else _followers(post, topic, beyond=0, limit=AT_ONCE + 1)
    if len(crowd) > AT_ONCE:
        enqueue(queries.SPREAD, {"post": post.id}, key=str(post.id))
        crowd = {}
    for user_id, kinds in crowd.items():
        said[user_id] |= kinds
    _tell(post, topic, channel, said=said, is_news=partial(_is_unread, post))


@action
def tell_mentioned(post_id: int, mentions: Sequence[str]) -> None:
    """Tell those whom a changed text mentions for the first time, also those who have read it
    as it was before."""
    post = db.session.get(Post, post_id)
    if post is None or post.origin is not None or post.state != State.PUBLISHED or not mentions:
        return
    topic = db.session.get_one(Topic, post.topic_id)
    channel = db.session.get_one(Channel, topic.channel_id)
    named = queries.members_named(mentions[:MOST_MENTIONS])
    said = {user_id: {NoticeKind.MENTION} for user_id in named}
    _tell(post, topic, channel, said=said, is_news=lambda hearer: True)


@action
def spread(post_id: int, *, beyond: int) -> int | None:
    """Tell a batch of followers, those with ids after `beyond`; says where the next one begins."""
    post = db.session.get(Post, post_id)
    topic = db.session.get(Topic, post.topic_id) if post else None
    if post is None or topic is None or not (post.state == topic.state == State.PUBLISHED):
        return None
    channel = db.session.get_one(Channel, topic.channel_id)
    crowd = _followers(post, topic, beyond=beyond, limit=BATCH)
    known = queries.told_of(key_of(post.id))
    rest = {user_id: kinds for user_id, kinds in crowd.items() if user_id not in known}
    _tell(post, topic, channel, said=rest, is_news=partial(_is_unread, post))
    return max(crowd) if len(crowd) == BATCH else None


def key_of(post_id: int) -> str:
    """The event of a post: of mention, quote and reply each person is told one."""
    return f"post:{post_id}"


def _followers(
    post: Post, topic: Topic, *, beyond: int, limit: int
) -> Mapping[int, set[NoticeKind]]:
    """Who hears of it without being spoken to, and as what."""
    if not post.is_first:
        ids = queries.followers_of_topic(topic.id, topic.channel_id, beyond=beyond, limit=limit)
        return {user_id: {NoticeKind.FOLLOWED} for user_id in ids}
    found = queries.audience_of(topic.channel_id, post.author_id, beyond=beyond, limit=limit)
    return {user_id: set(_as(by_channel, by_author)) for user_id, by_channel, by_author in found}


def _as(by_channel: bool, by_author: bool) -> Iterator[NoticeKind]:
    if by_channel:
        yield NoticeKind.TOPIC
    if by_author:
        yield NoticeKind.PERSON


def _said(post: Post, topic: Topic, mentions: Sequence[str]) -> defaultdict[int, set[NoticeKind]]:
    """What a text says to whom."""
    said: defaultdict[int, set[NoticeKind]] = defaultdict(set)
    quoted = [int(found) for found in QUOTED.findall(post.body)][:MOST_MENTIONS]
    if quoted or post.reply_to:
        authors = queries.authors_of(quoted, topic_id=topic.id, number=post.reply_to)
        with_quote = QUOTE_LINE.search(post.body) is not None
        for post_id, (author_id, number) in authors.items():
            is_quoted = post_id in quoted or (with_quote and number == post.reply_to)
            said[author_id].add(NoticeKind.QUOTE if is_quoted else NoticeKind.REPLY)
    if mentions:
        for user_id in queries.members_named(mentions[:MOST_MENTIONS]):
            said[user_id].add(NoticeKind.MENTION)
    return said


def _tell(post: Post, topic: Topic, channel: Channel, *, said: Said, is_news: News) -> None:
    """Each person hears one thing of a post: the first that they want to hear."""
    people = [user_id for user_id in said if user_id != post.author_id]
    found = queries.hearers(
        people, channel_id=channel.id, topic_id=topic.id, doer_id=post.author_id
    )
    told = [
        (hearer, _event(post, kind))
        for hearer in found
        for kind in [_wanted(hearer, said[hearer.user.id])]
        if kind is not None and is_news(hearer)
    ]
    tell(told, channel=channel)


def _wanted(hearer: Hearer, kinds: Collection[NoticeKind]) -> NoticeKind | None:
    for kind in NoticeKind:
        if kind in kinds and hearer.wish(SUBJECTS[kind]) != Wish.NOTHING:
            return kind
    return None


def _is_unread(post: Post, hearer: Hearer) -> bool:
    """Whether the post stands beyond what this person has read."""
    return post.number > hearer.last_read


def _event(post: Post, kind: NoticeKind) -> Event:
    gathers = kind == NoticeKind.FOLLOWED
    key = f"topic:{post.topic_id}" if gathers else key_of(post.id)
    return Event(kind, key, post.author_id, topic_id=post.topic_id, post_id=post.id)
