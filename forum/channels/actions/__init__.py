"""Every write to channels, by what it is about."""

from forum.channels.actions.arranging import archive, change, create, unarchive
from forum.channels.actions.counting import count
from forum.channels.actions.doors import (
    LONGEST_MESSAGE,
    add,
    admit,
    admit_asker,
    appoint,
    ask,
    close_requests,
    refuse_asker,
    release,
    remove,
    withdraw,
)
from forum.channels.actions.handing_over import hand_over, let_go
from forum.channels.actions.holding import hold, hold_as_it_is
from forum.channels.actions.laying_out import lay_out
from forum.channels.actions.merging import Agreement, merge
from forum.channels.actions.ordering import (
    Direction,
    create_section,
    move,
    move_section,
    remove_section,
    rename_section,
)
from forum.channels.actions.plans import HUES, LONGEST_SLOW_MODE, MOST_TAGS, Plan
from forum.channels.actions.planting import plant

__all__ = [
    "HUES",
    "LONGEST_MESSAGE",
    "LONGEST_SLOW_MODE",
    "MOST_TAGS",
    "Agreement",
    "Direction",
    "Plan",
    "add",
    "admit",
    "admit_asker",
    "appoint",
    "archive",
    "ask",
    "change",
    "close_requests",
    "count",
    "create",
    "create_section",
    "hand_over",
    "hold",
    "hold_as_it_is",
    "lay_out",
    "let_go",
    "merge",
    "move",
    "move_section",
    "plant",
    "refuse_asker",
    "release",
    "remove",
    "remove_section",
    "rename_section",
    "unarchive",
    "withdraw",
]
