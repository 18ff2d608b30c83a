"""Every write to the review queue."""

from forum.moderation.actions.claiming import (
    LEASE,
    CaseChanged,
    claim,
    escalate,
    expect_version,
    release,
    renew,
    resume,
    snooze,
    wait_for_member,
)
from forum.moderation.actions.deciding import (
    AlreadyDecided,
    approve,
    reject,
)
from forum.moderation.actions.holding import ask_again, dismiss, hold, withdraw
from forum.moderation.actions.leaving import hand_over, let_go
from forum.moderation.actions.looking import Stranger, look_as, stop_looking
from forum.moderation.actions.passing import let_time_pass
from forum.moderation.actions.teams import TeamPlan, add_team, arrange_team
from forum.moderation.actions.weighing import promise, tie_to_incident, weigh_flags

__all__ = [
    "LEASE",
    "AlreadyDecided",
    "CaseChanged",
    "Stranger",
    "TeamPlan",
    "add_team",
    "approve",
    "arrange_team",
    "ask_again",
    "claim",
    "dismiss",
    "escalate",
    "expect_version",
    "hand_over",
    "hold",
    "let_go",
    "let_time_pass",
    "look_as",
    "promise",
    "reject",
    "release",
    "renew",
    "resume",
    "snooze",
    "stop_looking",
    "tie_to_incident",
    "wait_for_member",
    "weigh_flags",
    "withdraw",
]
