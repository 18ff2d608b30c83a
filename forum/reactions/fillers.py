"""The bar of reactions under each post."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial
from typing import Any

from forum.accounts.models import Viewer
from forum.kernel.slots import Part
from forum.reactions import policy, queries
from forum.reactions.forms import FACES
from forum.reactions.models import ReactionKind
from forum.reactions.queries import Tally
from forum.topics.models import Post, State

NONE = Tally(0, is_mine=False)


def under_post(viewer: Viewer, items: Sequence[Post]) -> Mapping[int, Part]:
    """The counts of each published post, and a way to join in for those who may."""
    posts = [post for post in items if post.state == State.PUBLISHED]
    tallies = queries.tallies(viewer, [post.id for post in posts if post.reaction_count])
    parts = {post.id: _bar(viewer, post, tallies.get(post.id, {})) for post in posts}
    return {post_id: part for post_id, part in parts.items() if part is not None}


def _bar(viewer: Viewer, post: Post, tallies: Mapping[ReactionKind, Tally]) -> Part | None:
    may_react = policy.can_react(viewer, post)
    if not may_react and not tallies:
        return None
    # Made only where the bar is not kept already.
    choices = partial(_choices, tallies)
    data = {"post": post, "choices": choices, "may_react": may_react}
    return Part("reactions/_bar.html", data, key=_key(post, tallies, may_react=bool(may_react)))


def _key(
    post: Post, tallies: Mapping[ReactionKind, Tally], *, may_react: bool
) -> tuple[Hashable, ...]:
    counts = tuple((kind, tally.count, tally.is_mine) for kind, tally in sorted(tallies.items()))
    return post.id, post.number, post.reaction_count, may_react, counts


def _choices(tallies: Mapping[ReactionKind, Tally]) -> list[dict[str, Any]]:
    return [_choice(kind, tallies.get(kind, NONE)) for kind in ReactionKind]


def _choice(kind: ReactionKind, tally: Tally) -> dict[str, Any]:
    face = FACES[kind]
    return {
        "key": kind.value,
        "face": face.face,
        "label": face.label,
        "count": tally.count,
        "is_mine": tally.is_mine,
    }


ALL: dict[str, Callable[..., Mapping[int, Part]]] = {"post.footer": under_post}
