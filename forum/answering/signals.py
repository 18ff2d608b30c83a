"""What the answering slice announces."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class TopicSorted:
    """A topic has got its kind of message, or another one; None: none any more."""

    topic_id: int
    kind: str | None
    source: str


@dataclass(frozen=True)
class TopicReopened:
    """The team says that there is something to be done in a topic after all."""

    topic_id: int
    by_id: int


@dataclass(frozen=True)
class TopicLate:
    """What a protocol promises for a topic was not there in time."""

    topic_id: int
    kind: str
    # "first" or "final".
    which: str


@dataclass(frozen=True)
class NobodyThere:
    """A member asked something out of hours; somebody is there from this moment on."""

    topic_id: int
    user_id: int
    member_name: str
    back_at: datetime


@dataclass(frozen=True)
class LadderAsked:
    """Somebody of the ladder is asked to say that they are on it."""

    ask_id: int
    call_id: int
    user_id: int
    # What it is about; nothing for a test.
    title: str
    # With which they say that they are on it.
    word: str
    is_test: bool
