"""Letting others improve a post, and keeping it to its author again."""

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.channels import queries as channels
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import require
from forum.kernel.unit import action
from forum.topics import policy
from forum.topics.actions.locking import lock
from forum.topics.models import Post
from forum.topics.queries import POST


@action
def make_wiki(member: User, post: Post) -> None:
    """From now on others may improve the post. Its history says who changed what."""
    require(policy.can_make_wiki(member, post, channels.seat_in(member, post.topic.channel)))
    lock(post.topic, post)
    if not post.is_wiki:
        post.wiki_since, post.wiki_by_id = clock.now(), member.id
        _note(member, "posts.make_wiki", post)


@action
def end_wiki(member: User, post: Post) -> None:
    """From now on only its author changes the post; what others improved stays."""
    require(policy.can_end_wiki(member, post, channels.seat_in(member, post.topic.channel)))
    lock(post.topic, post)
    if post.is_wiki:
        post.wiki_since = post.wiki_by_id = None
        _note(member, "posts.end_wiki", post)


def _note(member: User, verb: str, post: Post) -> None:
    db.session.flush()
    if member.id != post.author_id:
        audit.record(member, verb, POST, post.id)
