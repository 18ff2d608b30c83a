"""A post as one viewer meets it on the page of its topic."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

from forum.kernel.policy import Verdict
from forum.kernel.slots import Part
from forum.topics.models import HeldEdit, Post

# What a post may look like beside the ordinary.
GONE = "gone"


@dataclass(slots=True)
class Item:
    """A post as one viewer meets it. A page makes twenty of them, and a frozen one takes longer."""

    post: Post
    kind: str
    may_edit: Verdict
    may_delete: Verdict
    may_restore: Verdict
    may_accept: Verdict
    may_quote: Verdict
    may_wiki: Verdict
    may_flag: Verdict
    # A moderator's words on a rejected post, and a change that waits.
    note: str = ""
    change: HeldEdit | None = None
    beside_author: Sequence[Part] = field(default_factory=list)
    footer: Sequence[Part] = field(default_factory=list)
    # Whether the viewer blocked who wrote it.
    is_folded: bool = False
    # Under what its frame is kept.
    key: Hashable = None

    @property
    def is_gone(self) -> bool:
        """Whether only a trace is left to be seen."""
        return self.kind == GONE
