"""What rounds of feedback announce."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class FeedbackAsked:
    """A member is asked for feedback about a launch, for the first time or again."""

    launch_id: int
    user_id: int
    # 1 when it opened, 2 and 3 for the reminders.
    time: int
    until: datetime


@dataclass(frozen=True)
class FeedbackHeard:
    """The brand said for the first time what it heard, what it changes and what it will not."""

    launch_id: int
    # Everybody who gave feedback.
    user_ids: tuple[int, ...]


@dataclass(frozen=True)
class PromiseKept:
    """A promise about a launch, or about none, was kept."""

    promise_id: int
    launch_id: int | None
