"""What reactions promise to `forum verify`: every counter equals a recount."""

from collections.abc import Iterator

from sqlalchemy import func, select

from forum.accounts.models import User
from forum.activity.models import Deed, DeedKind
from forum.kernel.db import db
from forum.kernel.manifest import Check
from forum.reactions.models import Reaction
from forum.topics.models import Post, State, Topic


def miscounted_posts() -> Iterator[str]:
    """Posts whose counter differs from their rows."""
    counted = select(func.count(Reaction.id)).where(Reaction.post_id == Post.id).scalar_subquery()
    query = select(Post.id, Post.reaction_count, counted).where(Post.reaction_count != counted)
    for post_id, said, right in db.session.execute(query):
        yield f"post {post_id} says {said} reactions and has {right}"


def miscounted_topics() -> Iterator[str]:
    """Topics whose counter differs from the sum over their posts."""
    summed = (
        select(func.coalesce(func.sum(Post.reaction_count), 0))
        .where(Post.topic_id == Topic.id)
        .scalar_subquery()
    )
    query = select(Topic.id, Topic.reaction_count, summed).where(Topic.reaction_count != summed)
    for topic_id, said, right in db.session.execute(query):
        yield f"topic {topic_id} says {said} reactions and its posts have {right}"


def miscounted_members() -> Iterator[str]:
    """Members whose counter differs from what their posts received."""
    received = (
        select(Post.author_id, func.sum(Post.reaction_count).label("count"))
        .group_by(Post.author_id)
        .subquery()
    )
    right = func.coalesce(received.c.count, 0)
    query = (
        select(User.id, User.reaction_count, right)
        .outerjoin(received, received.c.author_id == User.id)
        .where(User.reaction_count != right)
    )
    for user_id, said, count in db.session.execute(query):
        yield f"member {user_id} says {said} reactions received and has {count}"


def reactions_and_log_differ() -> Iterator[str]:
    """Reactions to a text that can be read are in the activity log, each once."""
    given = select(Reaction.post_id, func.count().label("count")).group_by(Reaction.post_id)
    noted = (
        select(Deed.thing_id.label("post_id"), func.count().label("count"))
        .where(Deed.kind == DeedKind.REACTED, Deed.thing_kind == "post", Deed.stands.is_(True))
        .group_by(Deed.thing_id)
    )
    there, counted = given.subquery(), noted.subquery()
    has, counts = func.coalesce(there.c.count, 0), func.coalesce(counted.c.count, 0)
    query = (
        select(Post.id, has, counts)
        .join(Topic, Topic.id == Post.topic_id)
        .outerjoin(there, there.c.post_id == Post.id)
        .outerjoin(counted, counted.c.post_id == Post.id)
        .where(Post.state == State.PUBLISHED, Topic.state == State.PUBLISHED, has != counts)
    )
    for post_id, count, said in db.session.execute(query.order_by(Post.id)):
        yield f"post {post_id} has {count} reactions, and {said} count in the activity log"


def reactions_to_oneself() -> Iterator[str]:
    """Nobody cheers for themselves."""
    query = (
        select(Reaction.id, Post.id)
        .join(Post, Post.id == Reaction.post_id)
        .where(Post.author_id == Reaction.user_id)
    )
    for reaction_id, post_id in db.session.execute(query):
        yield f"reaction {reaction_id} is by the author of post {post_id}"


ALL = [
    Check("every post counts its reactions", miscounted_posts),
    Check("every topic counts the reactions of its posts", miscounted_topics),
    Check("every member counts the reactions received", miscounted_members),
    Check("the activity log holds every reaction to what can be read", reactions_and_log_differ),
    Check("nobody reacts to their own posts", reactions_to_oneself),
]
