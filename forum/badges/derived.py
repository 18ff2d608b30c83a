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
    slow = {badge_id for badge_id, badge in badges.items() if _comes_with_time(badge)}
    due = _earned_by_then([badges[badge_id] for badge_id in sorted(slow)])
    for badge_id, some in queries.earned([queries.plan_of(one) for one in badges.values()]).items():
        for one in some:
            key = badge_id, one.user_id, one.occurrence_key
            is_due = badge_id not in slow or key in due
            if is_due and key not in known and one.user_id not in waiting:
                yield f"member {one.user_id} has not got {_told(badges[badge_id], one)}"


def _comes_with_time(badge: Badge) -> bool:
    return criteria.changes_with_time(criteria.read(badge.criteria))


def _earned_by_then(badges: Sequence[Badge]) -> set[tuple[int, int, str]]:
    """What these badges would have given when everybody must have been looked at last."""
    then = clock.now() - LATE
    found = queries.earned([queries.plan_of(badge, now=then) for badge in badges])
    return {
        (badge_id, one.user_id, one.occurrence_key)
        for badge_id, some in found.items()
        for one in some
    }


def rebuild() -> None:
    """Give whatever is missing."""
    actions.review()


def _told(badge: Badge, one: queries.Earned) -> str:
    return f"{badge.slug} ({one.occurrence_key})" if one.occurrence_key else badge.slug


DERIVED = Derived("badges", settle, differences, rebuild)
