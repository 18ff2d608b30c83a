"""What the reactions slice announces."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ReactionGiven:
    """Somebody felt something about a post and said so."""

    post_id: int
    topic_id: int
    author_id: int
    giver_id: int
    kind: str


@dataclass(frozen=True)
class ReactionWithdrawn:
    """Somebody took their reaction back."""

    post_id: int
    topic_id: int
    author_id: int
    giver_id: int
    kind: str
