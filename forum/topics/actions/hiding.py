"""Putting a post out of sight while it is looked at, and showing it again as if nothing was."""

from forum.accounts.models import User
from forum.kernel import clock
from forum.kernel.policy import require
from forum.kernel.unit import action
from forum.moderation import actions as moderation
from forum.topics import policy, queries
from forum.topics.actions import removing
from forum.topics.actions.locking import lock
from forum.topics.models import Post, State

# Why a hidden post waits that its author has mended.
MENDED = "mended"


@action
def hide(post: Post, by: User | None) -> None:
    """Let only its author and moderators see the post; by nobody, when flags alone do it.

    Hidden twice, it is hidden once. A first post takes its topic along. Raises Refused where
    there is nothing to be read.
    """
    lock(post.topic, post)
    if post.is_hidden:
        return
    require(policy.can_hide(post))
    by_id = by.id if by else None
    post.hidden_at, post.hidden_by_id = clock.now(), by_id
    removing.take_out(post, State.HIDDEN, by_id=by_id)


@action
def show(post: Post) -> None:
    """Let everybody see a hidden post again: what followed from it follows again."""
    lock(post.topic, post)
    if post.is_hidden:
        removing.put_back(post, by_id=None)


def note_mended(post: Post) -> None:
    """The author has mended a hidden post: it waits for another look, and cannot be mended twice.

    Its case goes on with what was said in it, and whoever decides must have read the new words.
    """
    post.mended_at = clock.now()
    moderation.ask_again(queries.POST, post.id, about=post.author, reason=MENDED)
