"""Every write to the review queue: cases, flags and rulings."""

from forum.moderation.actions.carrying_out import (
    JOB,
    carry_out,
    carry_out_or_give_back,
    give_back,
    undo,
)
from forum.moderation.actions.claiming import (
    LEASE,
    claim,
    escalate,
    release,
    renew,
    resume,
    snooze,
    wait_for_member,
)
from forum.moderation.actions.colliding import AlreadyDecided, CaseChanged, expect_version
from forum.moderation.actions.deciding import (
    LONGEST_WORDS,
    UNDO,
    Decided,
    approve,
    decide,
    object_to,
    reject,
    second,
)
from forum.moderation.actions.flagging import (
    DANGER,
    ELSE,
    LONGEST_NOTE,
    FlagText,
    flag,
    withdraw_flag,
)
from forum.moderation.actions.holding import ask_again, dismiss, hold, withdraw
from forum.moderation.actions.leaving import hand_over, let_go
from forum.moderation.actions.looking import Stranger, look_as, stop_looking
from forum.moderation.actions.overturning import overturn, reduce
from forum.moderation.actions.passing import let_time_pass
from forum.moderation.actions.teams import TeamPlan, add_team, arrange_team
from forum.moderation.actions.weighing import promise, tie_to_incident, weigh_flags
from forum.sanctions.models import SanctionWish

__all__ = [
    "DANGER",
    "ELSE",
    "JOB",
    "LEASE",
    "LONGEST_NOTE",
    "LONGEST_WORDS",
    "UNDO",
    "AlreadyDecided",
    "CaseChanged",
    "Decided",
    "FlagText",
    "SanctionWish",
    "Stranger",
    "TeamPlan",
    "add_team",
    "approve",
    "arrange_team",
    "ask_again",
    "carry_out",
    "carry_out_or_give_back",
    "claim",
    "decide",
    "dismiss",
    "escalate",
    "expect_version",
    "flag",
    "give_back",
    "hand_over",
    "hold",
    "let_go",
    "let_time_pass",
    "look_as",
    "object_to",
    "overturn",
    "promise",
    "reduce",
    "reject",
    "release",
    "renew",
    "resume",
    "second",
    "snooze",
    "stop_looking",
    "tie_to_incident",
    "undo",
    "wait_for_member",
    "weigh_flags",
    "withdraw",
    "withdraw_flag",
]
