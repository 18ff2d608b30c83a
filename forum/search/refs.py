"""The numbers by which engines know things: posts and members share one row of numbers."""

from collections.abc import Iterable


def of_post(post_id: int) -> int:
    return post_id * 2


def of_member(user_id: int) -> int:
    return user_id * 2 + 1


def posts_among(refs: Iterable[int]) -> list[int]:
    """The ids of the posts, in the order of the refs."""
    return [ref // 2 for ref in refs if ref % 2 == 0]


def members_among(refs: Iterable[int]) -> list[int]:
    """The ids of the members, in the order of the refs."""
    return [ref // 2 for ref in refs if ref % 2]
