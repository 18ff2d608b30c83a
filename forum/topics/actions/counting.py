"""Counters of topics and posts that higher slices add to; the database does every sum."""

from collections.abc import Collection, Mapping

from sqlalchemy import func, select, update

from forum.kernel import counters
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.topics.models import Post, Topic


@action
def count_reaction(post_id: int, by: int) -> None:
    """Add to the reactions of a post, and of its topic, which counts those to all its posts."""
    post = update(Post).where(Post.id == post_id).returning(Post.topic_id)
    topic_id = db.session.scalar(post.values(reaction_count=Post.reaction_count + by))
    topic = update(Topic).where(Topic.id == topic_id)
    db.session.execute(topic.values(reaction_count=Topic.reaction_count + by))


@action
def recount_reactions(topic_ids: Collection[int]) -> None:
    """Sum the reactions of these topics anew, because posts have come or gone."""
    total = (
        select(func.coalesce(func.sum(Post.reaction_count), 0))
        .where(Post.topic_id == Topic.id)
        .scalar_subquery()
    )
    topics = update(Topic).where(Topic.id.in_(topic_ids)).values(reaction_count=total)
    db.session.execute(topics.execution_options(synchronize_session=False))


@action
def count_views(views: Mapping[int, int]) -> None:
    """Add so many views to each of these topics, by id."""
    for topic_id, more in sorted(views.items()):
        counters.add(Topic, topic_id, {"view_count": more})
