"""What the badges slice announces."""

from dataclasses import dataclass


@dataclass(frozen=True)
class BadgeAwarded:
    """A member has a badge. It is no news when it was earned long ago and found out now."""

    award_id: int
    user_id: int
    badge_id: int
    is_news: bool


@dataclass(frozen=True)
class BadgeRevoked:
    """A member does not have a badge any more."""

    award_id: int
    user_id: int
    badge_id: int
