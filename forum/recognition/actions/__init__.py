"""Every write of recognition."""

from forum.recognition.actions.following import hand_over, let_go
from forum.recognition.actions.journey import differences as journey_differences
from forum.recognition.actions.journey import rebuild as rebuild_journey
from forum.recognition.actions.journey import settle as settle_journey
from forum.recognition.actions.journey import take_stock
from forum.recognition.actions.milestones import count_community, look_at_everybody
from forum.recognition.actions.milestones import differences as milestone_differences
from forum.recognition.actions.milestones import settle as settle_milestones
from forum.recognition.actions.spotlights import (
    answer,
    end_overdue,
    end_round,
    make_round,
    nominate,
    offer,
)
from forum.recognition.actions.thanking import (
    NewThanks,
    thank,
    thank_for,
    thank_for_team,
    withdraw,
)
from forum.recognition.actions.together import GoalPlan, end_goal, let_pass, set_goal, tell_of

__all__ = [
    "GoalPlan",
    "NewThanks",
    "answer",
    "count_community",
    "end_goal",
    "end_overdue",
    "end_round",
    "hand_over",
    "journey_differences",
    "let_go",
    "let_pass",
    "look_at_everybody",
    "make_round",
    "milestone_differences",
    "nominate",
    "offer",
    "rebuild_journey",
    "set_goal",
    "settle_journey",
    "settle_milestones",
    "take_stock",
    "tell_of",
    "thank",
    "thank_for",
    "thank_for_team",
    "withdraw",
]
