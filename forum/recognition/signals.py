"""What the recognition slice announces."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ThanksGiven:
    """A member thanked another one, for a post or in general."""

    thanks_id: int
    from_id: int
    to_id: int
    value: str
    post_id: int | None


@dataclass(frozen=True)
class ThanksWithdrawn:
    """Thanks were taken back."""

    thanks_id: int
    to_id: int


@dataclass(frozen=True)
class SpotlightOffered:
    """A member was asked whether they want to stand in the spotlight."""

    offer_id: int
    user_id: int


@dataclass(frozen=True)
class SpotlightBegan:
    """A member said yes, and stands in the spotlight."""

    spotlight_id: int
    user_id: int


@dataclass(frozen=True)
class PersonalMilestone:
    """A member came to so many posts ("posts") or years ("years"), just now."""

    user_id: int
    kind: str
    count: int


@dataclass(frozen=True)
class GroupGoalReached:
    """The community reached a goal that the brand had set."""

    goal_id: int
