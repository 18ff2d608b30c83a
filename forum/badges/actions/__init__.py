"""Every write of badges."""

from forum.badges.actions.following import hand_over, let_go, merge_channels, merge_tags
from forum.badges.actions.giving import REVIEW_JOB, owe_review, plant, review, settle
from forum.badges.actions.staff import BadgePlan, award, change, create, plan_as_is, revoke

__all__ = [
    "REVIEW_JOB",
    "BadgePlan",
    "award",
    "change",
    "create",
    "hand_over",
    "let_go",
    "merge_channels",
    "merge_tags",
    "owe_review",
    "plan_as_is",
    "plant",
    "review",
    "revoke",
    "settle",
]
