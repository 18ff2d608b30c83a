"""What follows from the log: the badges that the forum gives."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from forum.activity import queries as activity
from forum.badges import actions, criteria, queries
from forum.badges.models import Badge
from forum.kernel import clock
from forum.kernel.manifest import Derived

# Badges that come with time are looked at once a day: what is due for longer is missing.
LATE = timedelta(hours=26)


def settle(deed_ids: Sequence[int]) -> None:
    """Take in lines of the log."""
    actions.settle(deed_ids)


def differences() -> Iterator[str]:
    """Badges that the log gives and that nobody was given; those that were given stay."""
    badges = {badge.id: badge for badge in queries.counted_badges() if badge.reviewed_at}
    known = queries.award_keys(badges)
    waiting = activity.members_waiting()
    for badge_id, some in queries.earned([_plan(badge) for badge in badges.values()]).items():
        for one in some:
            is_there = (badge_id, one.user_id, one.occurrence_key) in known
            if not is_there and one.user_id not in waiting:
                yield f"member {one.user_id} has not got {_told(badges[badge_id], one)}"


def rebuild() -> None:
    """Give whatever is missing."""
    actions.review()


def _plan(badge: Badge) -> queries.Plan:
    comes_with_time = criteria.changes_with_time(criteria.read(badge.criteria))
    return queries.plan_of(badge, now=clock.now() - LATE if comes_with_time else None)


def _told(badge: Badge, one: queries.Earned) -> str:
    return f"{badge.slug} ({one.occurrence_key})" if one.occurrence_key else badge.slug


DERIVED = Derived("badges", settle, differences, rebuild)
