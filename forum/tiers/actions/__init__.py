"""Every write of tiers."""

from forum.tiers.actions.arranging import (
    BenefitPlan,
    Plan,
    add_benefit,
    arrange,
    change,
    create,
    end_benefit,
)
from forum.tiers.actions.giving import deliver, give, put_away, take
from forum.tiers.actions.moving import LOOK_JOB, hand_over, look_at, plant, rebuild, settle
from forum.tiers.actions.reviewing import review, review_if_due
from forum.tiers.actions.showing import OPEN_JOB, open_doors, show

__all__ = [
    "LOOK_JOB",
    "OPEN_JOB",
    "BenefitPlan",
    "Plan",
    "add_benefit",
    "arrange",
    "change",
    "create",
    "deliver",
    "end_benefit",
    "give",
    "hand_over",
    "look_at",
    "open_doors",
    "plant",
    "put_away",
    "rebuild",
    "review",
    "review_if_due",
    "settle",
    "show",
    "take",
]
