"""What the replies slice announces."""

from dataclasses import dataclass


@dataclass(frozen=True)
class OutcomeAsked:
    """A member is asked whether a reply solved what they wrote about; once for each use."""

    use_id: int
    user_id: int
    topic_id: int
    post_id: int
    by_id: int


@dataclass(frozen=True)
class ComplaintClosed:
    """The team says in public that a complaint is settled, and asks its author whether it is."""

    topic_id: int
    user_id: int
    post_id: int
    by_id: int


@dataclass(frozen=True)
class ComplaintReopened:
    """Its author says that a complaint is not settled."""

    topic_id: int
    user_id: int


@dataclass(frozen=True)
class OutcomeGiven:
    """A member said whether a reply solved it: yes, partly or no."""

    use_id: int
    user_id: int
    topic_id: int
    solved: str
