"""Every read of badges: what is earned, who has what, who is an expert."""

from forum.badges.queries.awards import (
    award_by_id,
    award_keys,
    awards_of,
    badge_at,
    badge_by_id,
    badges,
    counted_badges,
    has_any_badge,
    held_by,
    holder_counts,
    holders,
    members_like,
)
from forum.badges.queries.deeds import Touched, touched_by
from forum.badges.queries.earning import Earned, Plan, earned, numbers_of, plan_of, planned
from forum.badges.queries.experts import (
    expert_tags,
    expertise_of,
    experts_in,
    experts_under,
    tag_names,
    tags_of_awards,
)
from forum.badges.queries.measuring import Span

__all__ = [
    "Earned",
    "Plan",
    "Span",
    "Touched",
    "award_by_id",
    "award_keys",
    "awards_of",
    "badge_at",
    "badge_by_id",
    "badges",
    "counted_badges",
    "earned",
    "expert_tags",
    "expertise_of",
    "experts_in",
    "experts_under",
    "has_any_badge",
    "held_by",
    "holder_counts",
    "holders",
    "members_like",
    "numbers_of",
    "plan_of",
    "planned",
    "tag_names",
    "tags_of_awards",
    "touched_by",
]
