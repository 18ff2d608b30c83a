"""What ought to be there: who should have been told, and counts made anew."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import contains_eager

from forum.accounts.models import User
from forum.channels.models import Channel, Visibility
from forum.kernel.db import db
from forum.notices import policy
from forum.notices.kinds import SUBJECTS, NoticeKind, Wish
from forum.notices.models import Inbox, Notice, NoticePerson
from forum.notices.policy import Hearer
from forum.notices.queries.people import hearers
from forum.topics.models import Post, PostAddress, State, Topic
from forum.topics.queries import as_published

SOME = 200
MOST_MENTIONS = 10
OPEN_DOORS = (Visibility.PUBLIC, Visibility.MEMBERS)


@dataclass(frozen=True)
class Owed:
    """Somebody who should have been told of a post."""

    user_id: int
    post_id: int
    kind: NoticeKind


def untold(since: datetime) -> Iterator[Owed]:
    """Who should have been told of posts since a moment, and was not.

    Worked out from the posts and not from what was done: the author of the topic, the author of
    the post that is answered, everybody who is mentioned. Left out is what nobody can know any
    more: people who have changed wishes or levels since, closed channels (who was inside then?),
    posts that stood elsewhere, and posts from before there were notices.
    """
    first = db.session.scalar(select(func.min(Notice.created_at)))
    if first is None:
        return
    beyond = 0
    while posts := _posts(max(since, first), beyond):
        beyond = posts[-1].id
        for post in posts:
            if post.origin is None:
                yield from _untold_of(post)


def _posts(since: datetime, beyond: int) -> Sequence[Post]:
    moved = select(PostAddress.post_id).where(PostAddress.post_id == Post.id)
    query = (
        select(Post)
        .join(Post.topic)
        .join(Topic.channel)
        .where(
            Post.id > beyond,
            Post.created_at > since,
            Post.state == State.PUBLISHED,
            Topic.state == State.PUBLISHED,
            Channel.visibility.in_(OPEN_DOORS),
            ~moved.exists(),
        )
        .options(contains_eager(Post.topic).contains_eager(Topic.channel))
        .order_by(Post.id)
        .limit(SOME)
    )
    return db.session.scalars(query).all()


def _untold_of(post: Post) -> Iterator[Owed]:
    kinds = _owed_by(post)
    kinds.pop(post.author_id, None)
    missing = kinds.keys() - _told(post, kinds) - _changed_since(post, kinds)
    channel = post.topic.channel
    found = hearers(missing, channel_id=channel.id, topic_id=post.topic_id, doer_id=post.author_id)
    for hearer in found:
        kind = kinds[hearer.user.id]
        if _is_owed(hearer, kind, post):
            yield Owed(hearer.user.id, post.id, kind)


def _owed_by(post: Post) -> dict[int, NoticeKind]:
    """Whom the text speaks to."""
    kinds: dict[int, NoticeKind] = {}
    if post.number > 1 and not post.topic.channel.is_live:
        kinds[post.topic.author_id] = NoticeKind.REPLY
    if post.reply_to:
        here = (Post.topic_id == post.topic_id) & (Post.number == post.reply_to)
        answered = select(Post.author_id).where(here, Post.state == State.PUBLISHED)
        kinds |= dict.fromkeys(db.session.scalars(answered), NoticeKind.REPLY)
    if "@" in post.body:
        names = as_published(post.body).mentions[:MOST_MENTIONS]
        named = select(User.id).where(User.username.in_(names))
        kinds |= dict.fromkeys(db.session.scalars(named), NoticeKind.MENTION)
    return kinds


def _told(post: Post, user_ids: Collection[int]) -> set[int]:
    """Who has a line that is about the post, or that gathered it."""
    of_post = Notice.post_id == post.id
    gathered = (Notice.kind == NoticeKind.FOLLOWED) & (Notice.latest_at >= post.created_at)
    which: ColumnElement[bool] = of_post | gathered
    query = select(Notice.user_id).where(
        Notice.user_id.in_(user_ids), Notice.topic_id == post.topic_id, which
    )
    return set(db.session.scalars(query))


def _changed_since(post: Post, user_ids: Collection[int]) -> set[int]:
    query = select(Inbox.user_id).where(
        Inbox.user_id.in_(user_ids), Inbox.changed_at >= post.created_at
    )
    return set(db.session.scalars(query))


def _is_owed(hearer: Hearer, kind: NoticeKind, post: Post) -> bool:
    joined = hearer.user.approved_at
    return (
        joined is not None
        and joined < post.created_at
        and hearer.last_read < post.number
        and hearer.wish(SUBJECTS[kind]) != Wish.NOTHING
        and policy.is_told(hearer, SUBJECTS[kind], channel=post.topic.channel)
    )


def wrong_counts() -> Sequence[Any]:
    """Members with their kept and their true count of unread notices, where the two differ."""
    unread = (
        select(Notice.user_id, func.count(Notice.id).label("count"))
        .where(Notice.read_at.is_(None))
        .group_by(Notice.user_id)
        .subquery()
    )
    counted, kept = func.coalesce(unread.c.count, 0), func.coalesce(Inbox.unread, 0)
    query = (
        select(User.id, kept, counted)
        .outerjoin(unread, unread.c.user_id == User.id)
        .outerjoin(Inbox, Inbox.user_id == User.id)
        .where(kept != counted)
        .order_by(User.id)
    )
    return db.session.execute(query).all()


def wrong_lines() -> Sequence[Any]:
    """Lines about reactions with their kept and their true count, where the two differ."""
    counted = func.count(NoticePerson.user_id)
    query = (
        select(Notice.id, Notice.count, counted)
        .outerjoin(NoticePerson, NoticePerson.notice_id == Notice.id)
        .where(Notice.kind == NoticeKind.REACTION)
        .group_by(Notice.id, Notice.count)
        .having(Notice.count != counted)
    )
    return db.session.execute(query).all()
