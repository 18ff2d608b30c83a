"""How each kind of content answers the queue. Content slices supply the kinds."""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any, Protocol

from flask import current_app
from sqlalchemy import Select

from forum.accounts.models import User, Viewer
from forum.kernel.policy import ALLOW, Verdict, deny
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

    def decides(self, viewer: Viewer) -> bool:
        """Whether there may be targets on which this person decides."""
        return bool(policy.can_review(viewer))

    def decidable_by(self, viewer: Viewer) -> Select[int] | None:
        """The twin of `may_decide` for those who are not staff: ids of targets, or none at all."""
        return None

    def hold(self, target: Any) -> None:
        """Let nobody else change what the decision changes: called before the case is written."""
        return

    def approve(self, moderator: User, target: Any) -> None:
        """Carry out the yes."""
        ...

    def reject(self, moderator: User, target: Any, note: str) -> None:
        """Carry out the no. The note holds words to the member, and may be empty."""
        ...


def can_open_queue(viewer: Viewer) -> Verdict:
    """Whether the viewer sees the queue: staff do, and those who decide on cases of some kind."""
    if policy.can_review(viewer):
        return ALLOW
    decides = any(kind.decides(viewer) for kind in all_kinds().values())
    return ALLOW if decides else deny("staff_only")


def all_kinds() -> Mapping[str, ReviewKind]:
    """The kinds of all slices that are plugged in, by name."""
    kinds: Mapping[str, ReviewKind] = current_app.extensions["review_kinds"]
    return kinds


def kind_named(name: str) -> ReviewKind | None:
    """The kind of this name, or None when its slice is not plugged in."""
    return all_kinds().get(name)
