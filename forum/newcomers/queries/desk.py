"""First posts: which wait, which are due, and whether a post is one."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, literal, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from forum.accounts.models import User
from forum.channels import policy as channels
from forum.channels.models import Channel
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.direct import Direct
from forum.kernel.paging import PAGE_SIZE, Cursor, Page, cursor_at
from forum.kernel.policy import NotFound
from forum.kernel.tallies import any_of
from forum.markup import forgetting
from forum.newcomers.models import FirstPost
from forum.topics.models import Post, State, Topic
from forum.topics.queries import is_aside

LATELY = 10
# Nobody waits for longer any more: what was not answered by then stays in the figures only.
LISTED = timedelta(days=14)
# So long those stand on the desk that were answered.
SHOWN = timedelta(weeks=6)
MOST_OF_BUDDY = 3
LOOKED_AFTER = any_of(FirstPost, FirstPost.buddy_id, FirstPost.answer_id.is_(None))


def waiting(after: Cursor | None = None) -> Page[FirstPost]:
    """First posts of the last two weeks that nobody has replied to, those due first at the top,
    with their people."""
    query = _shown().where(_waits())
    if after:
        later = FirstPost.due_at > after.moment
        same = and_(FirstPost.due_at == after.moment, FirstPost.id > after.id)
        query = query.where(or_(later, same))
    query = query.order_by(FirstPost.due_at, FirstPost.id).limit(PAGE_SIZE + 1)
    found = db.session.scalars(query).all()
    rows = found[:PAGE_SIZE]
    last = rows[-1] if len(found) > PAGE_SIZE else None
    return Page(rows, cursor_at(last.due_at, last.id).encode() if last else None)


def answered_lately() -> Sequence[FirstPost]:
    """The first posts of the last weeks that somebody replied to, with who it was."""
    query = _shown().where(
        FirstPost.answer_id.is_not(None), FirstPost.answered_at > clock.now() - SHOWN
    )
    query = query.options(joinedload(FirstPost.answer).joinedload(Post.author))
    return db.session.scalars(query.order_by(FirstPost.answered_at.desc()).limit(LATELY)).all()


def counts() -> tuple[int, int]:
    """How many first posts wait, and how many of them are overdue."""
    late = func.count(FirstPost.id).filter(FirstPost.due_at <= clock.now())
    query = _there(select(func.count(FirstPost.id), late)).where(_waits())
    row = db.session.execute(query).one()
    return row[0], row[1]


def of_buddy(buddy: User) -> Sequence[FirstPost]:
    """The newcomers who wait for this volunteer, in channels that they may read."""
    if LOOKED_AFTER.is_none(buddy.id):
        return []
    query = _shown().where(FirstPost.buddy_id == buddy.id, _waits(), channels.readable_by(buddy))
    return db.session.scalars(query.order_by(FirstPost.due_at).limit(MOST_OF_BUDDY)).all()


def first_post_by_id(first_post_id: int) -> FirstPost:
    """A first post that is still there, held for this transaction. Raises NotFound."""
    query = _there(select(FirstPost)).where(FirstPost.id == first_post_id)
    found: FirstPost | None = db.session.scalar(query.with_for_update(of=FirstPost))
    if found is None:
        raise NotFound
    return found


def is_first(post_id: int, author_id: int) -> bool:
    """Whether a member has not written before, but for messages of live channels."""
    return _EARLIER.row(post=post_id, author=author_id) is None


def has_first_post(user_id: int) -> bool:
    """Whether a first post of this member is known."""
    return db.session.scalar(select(FirstPost.id).where(FirstPost.user_id == user_id)) is not None


def first_posts_of(post_ids: Collection[int]) -> Sequence[FirstPost]:
    """Which of these posts are first ones."""
    return db.session.scalars(select(FirstPost).where(FirstPost.post_id.in_(post_ids))).all()


def concerned_by(user_id: int) -> Sequence[FirstPost]:
    """The first posts whose answer depends on who this member is.

    It is theirs, or they have taken the case, or they began the topic.
    """
    begun = select(Topic.id).where(Topic.author_id == user_id)
    query = select(FirstPost).where(
        or_(
            FirstPost.user_id == user_id,
            FirstPost.claimed_by_id == user_id,
            FirstPost.topic_id.in_(begun),
        )
    )
    return db.session.scalars(query.execution_options(populate_existing=True)).all()


def in_topics(topic_ids: Collection[int]) -> Sequence[FirstPost]:
    """The first posts that stand in these topics."""
    return db.session.scalars(select(FirstPost).where(FirstPost.topic_id.in_(topic_ids))).all()


def answered_by(reply: Post) -> tuple[Sequence[FirstPost], Sequence[int]]:
    """The first posts of others for which they waited until this reply, see `answer_to`; and the
    newcomers in this topic whose buddy wrote it."""
    rows = _MEANT.rows(topic=reply.topic_id, author=reply.author_id, reply=reply.id)
    all_here = (_Origin(*row) for row in rows)
    earlier = [one for one in all_here if one.number < reply.number]
    earlier = [one for one in earlier if one.user_id != reply.author_id]
    found = [row.id for row in earlier if row.answer_id is None and _is_meant(reply, row)]
    looked_after = [row.user_id for row in earlier if row.buddy_id == reply.author_id]
    if not found:
        return [], looked_after
    query = select(FirstPost).where(FirstPost.id.in_(found))
    return db.session.scalars(query).all(), looked_after


def _is_meant(reply: Post, first: "_Origin") -> bool:
    return (
        first.number in (1, reply.reply_to)
        or reply.author_id in (first.starter_id, first.claimed_by_id)
        or _naming(first.username) in reply.html
    )


def answer_to(first: FirstPost) -> tuple[int, datetime] | None:
    """The first reply of somebody else that is meant for the newcomer: its id and moment.

    In a topic of their own every reply is. In another one: what answers their post, names them,
    or comes from whoever began the topic or has taken the case. Never what a rule wrote.
    """
    found = _ORIGIN.row(post=first.post_id)
    if found is None:
        return None
    topic_id, number, starter_id, username = found
    meant = or_(
        literal(number == 1),
        Post.reply_to == number,
        Post.author_id.in_((starter_id, first.claimed_by_id or 0)),
        Post.html.contains(_naming(username), autoescape=True),
    )
    query = select(Post.id, Post.created_at).where(
        Post.topic_id == topic_id,
        Post.number > number,
        Post.state == State.PUBLISHED,
        Post.author_id != first.user_id,
        meant,
        ~is_aside(Post.id),
    )
    row = db.session.execute(query.order_by(Post.number).limit(1)).first()
    return (row[0], row[1]) if row else None


def _naming(username: str) -> str:
    """What stands in the html of a text that names this member, and no longer name."""
    return f'{forgetting.address(username)}"'


def overdue() -> Sequence[FirstPost]:
    """First posts that are due and of which nobody was told yet."""
    query = _there(select(FirstPost)).where(
        _waits(),
        FirstPost.due_at <= clock.now(),
        FirstPost.overdue_at.is_(None),
    )
    return db.session.scalars(query.order_by(FirstPost.due_at)).all()


def wrongly_answered() -> Sequence[int]:
    """First posts said to be answered by what is no later reply of somebody else beside them."""
    own, answer = aliased(Post), aliased(Post)
    wrong = or_(
        answer.state != State.PUBLISHED,
        answer.topic_id != own.topic_id,
        answer.author_id == FirstPost.user_id,
        answer.number <= own.number,
    )
    query = select(FirstPost.id).join(own, own.id == FirstPost.post_id)
    query = query.join(answer, answer.id == FirstPost.answer_id).where(wrong)
    return db.session.scalars(query.order_by(FirstPost.id)).all()


def wrongly_waiting() -> Sequence[int]:
    """First posts that wait, although somebody else replied to them, or in their own topic."""
    own, reply = aliased(Post), aliased(Post)
    replied = select(reply.id).where(
        reply.topic_id == own.topic_id,
        reply.number > own.number,
        reply.state == State.PUBLISHED,
        reply.author_id != FirstPost.user_id,
        ~is_aside(reply.id),
        or_(own.number == 1, reply.reply_to == own.number),
    )
    query = select(FirstPost.id).join(own, own.id == FirstPost.post_id)
    query = query.where(FirstPost.answer_id.is_(None), replied.exists())
    return db.session.scalars(query.order_by(FirstPost.id)).all()


def _waits() -> ColumnElement[bool]:
    """Nobody has replied, and a reply would still be one to a newcomer."""
    return and_(FirstPost.answer_id.is_(None), FirstPost.published_at > clock.now() - LISTED)


def _there(query: Any) -> Any:
    """Only those whose post and topic are still to be read."""
    return (
        query.join(Post, Post.id == FirstPost.post_id)
        .join(Topic, Topic.id == Post.topic_id)
        .join(Channel, Channel.id == Topic.channel_id)
        .where(_published())
    )


def _published() -> ColumnElement[bool]:
    return and_(Post.state == State.PUBLISHED, Topic.state == State.PUBLISHED)


def _shown() -> Select[FirstPost]:
    query = (
        select(FirstPost)
        .join(FirstPost.post)
        .join(Post.topic)
        .join(Topic.channel)
        .where(_published())
    )
    return query.options(
        contains_eager(FirstPost.post).contains_eager(Post.topic).contains_eager(Topic.channel),
        joinedload(FirstPost.user),
        joinedload(FirstPost.claimed_by),
        joinedload(FirstPost.buddy),
    )


class _Origin(NamedTuple):
    """A first post in a topic, with whose it is and who began the topic."""

    id: int
    number: int
    user_id: int
    claimed_by_id: int | None
    answer_id: int | None
    buddy_id: int | None
    starter_id: int
    username: str


# Another text of the author that was there before, outside the live channels.
_EARLIER = Direct(
    select(Post.id)
    .join(Topic, Topic.id == Post.topic_id)
    .where(
        Post.author_id == bindparam("author"),
        Post.id != bindparam("post"),
        Post.state.in_((State.PUBLISHED, State.HIDDEN, State.DELETED)),
        Topic.standing_since.is_(None),
    )
    .limit(1)
)
# Whom a reply in a topic may be meant for: one question, however many wait there.
_MEANT = Direct(
    select(
        FirstPost.id,
        Post.number,
        FirstPost.user_id,
        FirstPost.claimed_by_id,
        FirstPost.answer_id,
        FirstPost.buddy_id,
        Topic.author_id,
        User.username,
    )
    .join(Post, Post.id == FirstPost.post_id)
    .join(Topic, Topic.id == Post.topic_id)
    .join(User, User.id == FirstPost.user_id)
    .where(
        FirstPost.topic_id == bindparam("topic"),
        or_(FirstPost.answer_id.is_(None), FirstPost.buddy_id == bindparam("author")),
        ~is_aside(bindparam("reply")),
    )
)
_ORIGIN = Direct(
    select(Post.topic_id, Post.number, Topic.author_id, User.username)
    .join(Topic, Topic.id == Post.topic_id)
    .join(User, User.id == Post.author_id)
    .where(Post.id == bindparam("post"))
)
