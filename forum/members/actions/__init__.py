"""What members change about themselves, and about whom they hear of."""

from forum.members.actions.people import (
    block,
    follow,
    hand_over_people,
    lift_blocks_of_staff,
    unblock,
    unfollow,
)
from forum.members.actions.profiles import (
    Preferences,
    Profile,
    choose,
    choose_sight,
    hand_over,
    let_go,
    remove_picture,
    save_profile,
    set_picture,
)

__all__ = [
    "Preferences",
    "Profile",
    "block",
    "choose",
    "choose_sight",
    "follow",
    "hand_over",
    "hand_over_people",
    "let_go",
    "lift_blocks_of_staff",
    "remove_picture",
    "save_profile",
    "set_picture",
    "unblock",
    "unfollow",
]
