"""The button under each post that keeps it."""

from collections.abc import Callable, Mapping, Sequence

from flask import has_request_context

from forum.accounts.models import Viewer
from forum.accounts.session import member
from forum.bookmarks import policy, queries
from forum.kernel.slots import Part
from forum.topics.models import AWAY, Post


def under_post(viewer: Viewer, items: Sequence[Post]) -> Mapping[int, Part]:
    """A button for members, which says whether the post is kept. No staff looks through to it."""
    if not policy.can_keep(viewer) or _is_stand_in(viewer):
        return {}
    posts = [post for post in items if post.state not in AWAY]
    kept = queries.kept_among(viewer, [post.id for post in posts])
    return {post.id: _button(post, is_kept=post.id in kept) for post in posts}


def _button(post: Post, *, is_kept: bool) -> Part:
    data = {"post": post, "is_kept": is_kept}
    return Part("bookmarks/_button.html", data, key=(post.id, post.number, is_kept))


def _is_stand_in(viewer: Viewer) -> bool:
    """Whether staff look as somebody else."""
    return has_request_context() and member().id != viewer.id


ALL: dict[str, Callable[..., Mapping[int, Part]]] = {"post.footer": under_post}
