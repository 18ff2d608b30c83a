"""Giving reactions and taking them back. Doing either twice is doing it once."""

from sqlalchemy import delete

from forum.accounts import actions as accounts
from forum.accounts.models import User
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
    announce(ReactionWithdrawn(post.id, post.topic_id, post.author_id, member.id, kind))
    return True


def _count(post: Post, by: int) -> None:
    count_reaction(post.id, by)
    accounts.count(post.author_id, reaction_count=by)
