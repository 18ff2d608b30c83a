"""Putting posts away that belong together, and bringing each back as it was: steps of others."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from forum.accounts.models import User
from forum.kernel import clock
from forum.moderation import actions as moderation
from forum.topics import policy, queries
from forum.topics.actions import publishing, removing
from forum.topics.actions.locking import lock
from forum.topics.models import Post, State


class Way(StrEnum):
    """How far away a post is put that could be read."""

    HIDE = "hide"
    REMOVE = "remove"


def put_away(posts: Sequence[Post], way: Way, *, by: User) -> Mapping[int, State]:
    """Put away those that can be read or wait; gives back what these were, by their ids.

    What waits is declined: its author finds it under Drafts.
    """
    was: dict[int, State] = {}
    for post in _locked(posts):
        if post.is_held:
            was[post.id] = State.HELD
            publishing.reject(post)
        elif policy.can_hide(post):
            was[post.id] = State.PUBLISHED
            _take(post, way, by=by)
    moderation.withdraw(queries.POST, *(one for one in was if was[one] == State.HELD))
    return was


def bring_back(posts: Sequence[Post], was: Mapping[int, State], *, reason: str) -> None:
    """Let posts be what they were before `put_away`, if they are still away.

    What had waited waits again in its case, or in a new one for the reason.
    """
    waiting = []
    for post in _locked(posts):
        if was.get(post.id) == State.HELD:
            waiting += [post] if post.state == State.REJECTED else []
        elif post.id in was and _is_out_of_sight(post):
            removing.mark(post, deleted_by=None)
            removing.put_back(post, by_id=None)
    known = moderation.bring_back(queries.POST, *(post.id for post in waiting))
    for post in waiting:
        publishing.wait_again(post)
        if post.id not in known:
            publishing.hold(post, reason=reason)


def _locked(posts: Sequence[Post]) -> Iterator[Post]:
    """Each topic is locked once, with all of its posts, when the first of them comes."""
    done: set[int] = set()
    for post in posts:
        if post.topic_id not in done:
            done.add(post.topic_id)
            lock(post.topic, *(one for one in posts if one.topic_id == post.topic_id))
        yield post


def _take(post: Post, way: Way, *, by: User) -> None:
    if way is Way.REMOVE:
        removing.take(by, post)
    else:
        post.hidden_at, post.hidden_by_id = clock.now(), by.id
        removing.take_out(post, State.HIDDEN, by_id=by.id)


def _is_out_of_sight(post: Post) -> bool:
    """Hidden, or removed by somebody else than its author; and not gone with a merged topic."""
    is_removed = post.state == State.DELETED and post.deleted_by_id != post.author_id
    return (is_removed or post.is_hidden) and bool(policy.can_come_back(post.topic))
