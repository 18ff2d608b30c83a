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
from forum.moderation.actions.giving import (
    LONGEST_AWAY,
    be_away,
    be_back,
    free_cases_of,
    give,
    give_to,
)
from forum.moderation.actions.holding import (
    ask_again,
    bring_back,
    dismiss,
    gather,
    hold,
    join,
    scatter,
    withdraw,
)
from forum.moderation.actions.leaving import hand_over, let_go
from forum.moderation.actions.looking import Stranger, look_as, stop_looking
from forum.moderation.actions.overturning import overturn, reduce
from forum.moderation.actions.passing import let_time_pass
from forum.moderation.actions.sending import send, send_to
from forum.moderation.actions.teams import TeamPlan, add_team, arrange_team
from forum.moderation.actions.weighing import liken, promise, tie_to_incident, weigh_flags
from forum.sanctions.models import SanctionWish

__all__ = [
    "DANGER",
    "ELSE",
    "JOB",
    "LEASE",
    "LONGEST_AWAY",
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
    "be_away",
    "be_back",
    "bring_back",
    "carry_out",
    "carry_out_or_give_back",
    "claim",
    "decide",
    "dismiss",
    "escalate",
    "expect_version",
    "flag",
    "free_cases_of",
    "gather",
    "give",
    "give_back",
    "give_to",
    "hand_over",
    "hold",
    "join",
    "let_go",
    "let_time_pass",
    "liken",
    "look_as",
    "object_to",
    "overturn",
    "promise",
    "reduce",
    "reject",
    "release",
    "renew",
    "resume",
    "scatter",
    "second",
    "send",
    "send_to",
    "snooze",
    "stop_looking",
    "tie_to_incident",
    "undo",
    "wait_for_member",
    "weigh_flags",
    "withdraw",
    "withdraw_flag",
]
