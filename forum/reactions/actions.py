"""Giving reactions and taking them back. Doing either twice is doing it once."""

from sqlalchemy import Select, delete, exists, func, select
from sqlalchemy.orm import aliased

from forum.accounts import actions as accounts
from forum.accounts.models import User
from forum.activity import actions as activity
from forum.activity.actions import Thing
from forum.activity.models import DeedKind
from forum.kernel import handover
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import require
from forum.kernel.unit import action
from forum.kernel.upsert import insert
from forum.reactions import policy
from forum.reactions.models import Reaction, ReactionKind
from forum.reactions.signals import ReactionGiven, ReactionWithdrawn
from forum.topics.actions.counting import count_reaction
from forum.topics.models import Post


@action
def toggle(member: User, post: Post, kind: ReactionKind) -> None:
    """Give the reaction, or take it back when it was given before."""
    if not withdraw(member, post, kind):
        give(member, post, kind)


@action
def give(member: User, post: Post, kind: ReactionKind) -> bool:
    """Give the reaction; false when it was given already."""
    require(policy.can_react(member, post))
    row = insert(Reaction).values(post_id=post.id, user_id=member.id, kind=kind)
    once = row.on_conflict_do_nothing(index_elements=["post_id", "user_id", "kind"])
    if db.session.scalar(once.returning(Reaction.id)) is None:
        return False
    _count(post, 1)
    activity.record(
        DeedKind.REACTED, member.id, _place(post), to_id=post.author_id, words=kind.value
    )
    announce(ReactionGiven(post.id, post.topic_id, post.author_id, member.id, kind))
    return True


@action
def withdraw(member: User, post: Post, kind: ReactionKind) -> bool:
    """Take the reaction back; false when there was none."""
    require(policy.can_react(member, post))
    mine = delete(Reaction).where(
        Reaction.post_id == post.id, Reaction.user_id == member.id, Reaction.kind == kind
    )
    if db.session.scalar(mine.returning(Reaction.id)) is None:
        return False
    _count(post, -1)
    _reverse(_place(post), member.id, kind)
    announce(ReactionWithdrawn(post.id, post.topic_id, post.author_id, member.id, kind))
    return True


def _count(post: Post, by: int) -> None:
    count_reaction(post.id, by)
    accounts.count(post.author_id, reaction_count=by)


def _place(post: Post) -> Thing:
    return Thing("post", post.id, post.topic_id, post.topic.channel_id)


def _reverse(place: Thing, giver_id: int, kind: str) -> None:
    activity.take_back(place, DeedKind.REACTED, giver_id, by_id=giver_id, about=kind)


@action
def hand_over(from_id: int, into_id: int) -> None:
    """Let reactions of the one account be those of the other.

    Two of one kind to one post become one, and nobody cheers for what they have written themselves.
    """
    for place, kind in _take_out(_given_twice(from_id, into_id)):
        # Both deeds are of the one member by now: the log was handed over first.
        activity.leave_one(place, DeedKind.REACTED, into_id, about=kind)
    handover.hand_over(Reaction.user_id, from_id=from_id, into_id=into_id)
    for place, kind in _take_out(_to_own_posts(into_id)):
        _reverse(place, into_id, kind)
    for user_id in (from_id, into_id):
        _recount(user_id)


def _given_twice(from_id: int, into_id: int) -> Select[int]:
    other = aliased(Reaction)
    same = (other.post_id == Reaction.post_id) & (other.kind == Reaction.kind)
    twice = exists().where(other.user_id == into_id, same)
    return select(Reaction.id).where(Reaction.user_id == from_id, twice)


def _to_own_posts(user_id: int) -> Select[int]:
    own = exists().where(Post.id == Reaction.post_id, Post.author_id == user_id)
    return select(Reaction.id).where(Reaction.user_id == user_id, own)


def _take_out(which: Select[int]) -> list[tuple[Thing, str]]:
    """Delete these, and let no counter count them any more; what they were."""
    found = select(Reaction.id, Reaction.kind, Post.id.label("post_id"), Post.author_id)
    found = found.join(Post, Post.id == Reaction.post_id).where(Reaction.id.in_(which))
    rows = db.session.execute(found.order_by(Post.author_id, Post.id)).all()
    for row in rows:
        db.session.execute(delete(Reaction).where(Reaction.id == row.id))
        count_reaction(row.post_id, -1)
        accounts.count(row.author_id, reaction_count=-1)
    return [(Thing("post", row.post_id), row.kind) for row in rows]


def _recount(user_id: int) -> None:
    """Add to a member's counter what is missing to the sum over their posts."""
    received = func.coalesce(func.sum(Post.reaction_count), 0)
    total = db.session.scalar(select(received).where(Post.author_id == user_id)) or 0
    said = db.session.scalar(select(User.reaction_count).where(User.id == user_id)) or 0
    accounts.count(user_id, reaction_count=total - said)
