"""Every write of newcomers."""

from forum.newcomers.actions.circles import (
    CirclePlan,
    change_circle,
    create_circle,
    end_circle,
    fill_circles,
    keep,
    note_left,
    note_reviews,
    pick,
    take_out,
)
from forum.newcomers.actions.crediting import look_at_orders
from forum.newcomers.actions.desk import (
    claim,
    look_again,
    move,
    note_overdue,
    note_post,
    step_back,
    unclaim,
    volunteer,
)
from forum.newcomers.actions.greeting import offer, say_interests
from forum.newcomers.actions.handing_over import (
    hand_over,
    let_go,
    merge_channels,
    merge_tags,
)
from forum.newcomers.actions.inviting import (
    end_link,
    invite,
    judge_sources,
    note_active,
    note_arrival,
    open_campaign,
    pause,
    resume,
)

__all__ = [
    "CirclePlan",
    "change_circle",
    "claim",
    "create_circle",
    "end_circle",
    "end_link",
    "fill_circles",
    "hand_over",
    "invite",
    "judge_sources",
    "keep",
    "let_go",
    "look_again",
    "look_at_orders",
    "merge_channels",
    "merge_tags",
    "move",
    "note_active",
    "note_arrival",
    "note_left",
    "note_overdue",
    "note_post",
    "note_reviews",
    "offer",
    "open_campaign",
    "pause",
    "pick",
    "resume",
    "say_interests",
    "step_back",
    "take_out",
    "unclaim",
    "volunteer",
]
