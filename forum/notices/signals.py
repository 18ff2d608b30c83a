"""What the notices slice announces."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NoticeMade:
    """A member has a new notice. That an unread one says more is not announced."""

    user_id: int
    notice_id: int
    # How many the member has not read, this one among them.
    unread: int


@dataclass(frozen=True)
class NoticesRead:
    """A member has fewer unread notices than before."""

    user_id: int
