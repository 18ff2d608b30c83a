"""First posts: noted when they are written, done when somebody else replies."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.activity import actions as activity
from forum.activity.actions import Thing
from forum.activity.models import DeedKind
from forum.audit import actions as audit
from forum.channels import policy as doors
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import require
from forum.kernel.turns import wait_for_turn
from forum.kernel.unit import action
from forum.newcomers import policy, queries
from forum.newcomers.models import Buddy, FirstPost
from forum.newcomers.settings import DUE_HOURS
from forum.newcomers.signals import BuddyAsked, FirstPostOverdue
from forum.topics import queries as topics
from forum.topics.models import Post


@action
def note_post(post_id: int, author_id: int) -> None:
    """A post was published: it may be somebody's first, and it may answer others' first ones."""
    post = db.session.get_one(Post, post_id)
    answered, looked_after = queries.answered_by(post)
    for first in answered:
        _answered(first, post.id, post.created_at)
    for newcomer_id in looked_after:
        _note_buddy(post, newcomer_id)
    if queries.is_first(post_id, author_id):
        _open(post_id)


@action
def look_again(topic_ids: Collection[int]) -> None:
    """Find out anew who replied to the first posts in these topics."""
    _find_answers(queries.in_topics(topic_ids))


def look_again_at(member_id: int) -> None:
    """Find out anew who replied where it depends on this member: a step of other actions."""
    _find_answers(queries.concerned_by(member_id))


@action
def move(post_ids: Collection[int], topic_id: int) -> None:
    """Posts stand in another topic now, and first posts among them too."""
    for first in queries.first_posts_of(post_ids):
        first.topic_id = topic_id
    db.session.flush()


@action
def note_overdue() -> int:
    """Tell of first posts for which the time is over; returns how many."""
    found = queries.overdue()
    for first in found:
        first.overdue_at = clock.now()
        announce(FirstPostOverdue(first.id, first.post_id))
    return len(found)


@action
def claim(moderator: User, first: FirstPost) -> None:
    """Say that one will reply oneself; others can leave it alone."""
    require(policy.can_claim(moderator, first))
    if first.claimed_by_id is None:
        first.claimed_by_id, first.claimed_at = moderator.id, clock.now()
        audit.record(moderator, "newcomers.claim", "post", first.post_id)


@action
def unclaim(moderator: User, first: FirstPost) -> None:
    """Leave the reply to others after all."""
    require(policy.can_unclaim(moderator, first))
    if first.claimed_by_id is not None:
        first.claimed_by_id = first.claimed_at = None
        audit.record(moderator, "newcomers.unclaim", "post", first.post_id)


@action
def volunteer(member: User) -> None:
    """Be asked for newcomers from now on."""
    require(policy.can_volunteer(member))
    if not queries.is_buddy(member):
        db.session.add(Buddy(user_id=member.id))


@action
def step_back(member: User) -> None:
    """Be asked for no more newcomers."""
    row = db.session.get(Buddy, member.id)
    if row is not None:
        db.session.delete(row)


def _find_answers(firsts: Sequence[FirstPost]) -> None:
    for first in firsts:
        found = queries.answer_to(first)
        if found:
            _answered(first, *found)
        else:
            first.answer_id = first.answered_at = None
    db.session.flush()


def _answered(first: FirstPost, reply_id: int, written_at: datetime) -> None:
    """What waited for a moderator meanwhile was written before, and read later."""
    first.answer_id, first.answered_at = reply_id, max(written_at, first.published_at)


def _note_buddy(reply: Post, newcomer_id: int) -> None:
    """The buddy whose turn it was is there for the newcomer."""
    where = Thing("post", reply.id, reply.topic_id)
    activity.record(DeedKind.LOOKED_AFTER, reply.author_id, where, to_id=newcomer_id)


def _open(post_id: int) -> None:
    """Note a first post that is due for a reply; the team's own are not."""
    post: Post = topics.posts_by_ids([post_id])[post_id]
    author = accounts.member_by_id(post.author_id)
    if author is None or author.is_staff or post.topic.is_standing:
        return
    if queries.has_first_post(post.author_id):
        return
    now = clock.now()
    first = FirstPost(
        post_id=post.id,
        user_id=post.author_id,
        topic_id=post.topic_id,
        published_at=now,
        due_at=now + timedelta(hours=DUE_HOURS.get()),
    )
    db.session.add(first)
    db.session.flush()
    if post.topic.channel.visibility not in doors.CLOSED_DOORS:
        _ask_a_buddy(first)


def _ask_a_buddy(first: FirstPost) -> None:
    wait_for_turn("newcomers.buddies")
    buddy_id = queries.next_buddy(first)
    if buddy_id is not None:
        first.buddy_id, first.buddy_asked_at = buddy_id, clock.now()
        announce(BuddyAsked(first.id, buddy_id))
