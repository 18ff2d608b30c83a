"""What the newcomers slice announces."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FirstPostOverdue:
    """Nobody has replied to the first post of a newcomer in time."""

    first_post_id: int
    post_id: int


@dataclass(frozen=True)
class BuddyAsked:
    """It is a volunteer's turn to look after a newcomer who has just written for the first time."""

    first_post_id: int
    user_id: int


@dataclass(frozen=True)
class InvitedMemberActive:
    """Somebody who came by the link of a member has been here on seven different days."""

    invitation_id: int
    inviter_id: int
    user_id: int


@dataclass(frozen=True)
class SourcePaused:
    """The links of a source count nobody any more, because too many of its people broke rules."""

    source_id: int


@dataclass(frozen=True)
class CircleReviewDue:
    """In an inner circle somebody's place is to be looked at again."""

    circle_id: int
