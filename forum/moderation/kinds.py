"""How each kind of content answers the queue. Content slices supply the kinds."""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any, Protocol

from flask import current_app

from forum.accounts.models import User
from forum.kernel.policy import Verdict
from forum.moderation import policy

NO_WORDS: Mapping[str, Any] = MappingProxyType({})


class ReviewKind(Protocol):
    """One kind of thing that can wait for a decision. Inherit from it to get what is optional."""

    # The word under which cases are stored, such as `post`.
    name: str
    # Shows one target in the queue; it is given `case` and `target`.
    template: str
    # What one of them is called on pages.
    label: Any = ""
    # Words for the reasons of this kind, by reason word.
    reasons: Mapping[str, Any] = NO_WORDS
    due_hours: int = 24

    def load(self, ids: Collection[int]) -> Mapping[int, Any]:
        """All targets with these ids that still exist, with what the template needs, at once."""
        ...

    def may_decide(self, moderator: User, target: Any) -> Verdict:
        """Whether this person decides on this target; staff do unless the kind says otherwise."""
        return policy.can_review(moderator)

    def approve(self, moderator: User, target: Any) -> None:
        """Carry out the yes."""
        ...

    def reject(self, moderator: User, target: Any, note: str) -> None:
        """Carry out the no. The note holds words to the member, and may be empty."""
        ...


def all_kinds() -> Mapping[str, ReviewKind]:
    """The kinds of all slices that are plugged in, by name."""
    kinds: Mapping[str, ReviewKind] = current_app.extensions["review_kinds"]
    return kinds


def kind_named(name: str) -> ReviewKind | None:
    """The kind of this name, or None when its slice is not plugged in."""
    return all_kinds().get(name)
