"""What badges do when other things change: accounts become one, tags become one."""

from sqlalchemy import String, cast, exists, literal, select, update
from sqlalchemy.orm import aliased

from forum.badges import criteria, queries
from forum.badges.actions.giving import owe_review
from forum.badges.models import TAG_KEY, Badge, BadgeAward
from forum.kernel import clock, handover
from forum.kernel.db import db
from forum.kernel.unit import action


@action
def hand_over(from_id: int, into_id: int) -> None:
    """Let the badges of one account be those of the other. One that both have counts once."""
    other = aliased(BadgeAward)
    both = exists(
        select(other.id).where(
            other.user_id == into_id,
            other.badge_id == BadgeAward.badge_id,
            other.occurrence_key == BadgeAward.occurrence_key,
        )
    )
    _set_aside(BadgeAward.user_id == from_id, both)
    people = BadgeAward.user_id, BadgeAward.by_id, BadgeAward.revoked_by_id
    handover.hand_over(*people, from_id=from_id, into_id=into_id)
    handover.hand_over(Badge.created_by_id, Badge.retired_by_id, from_id=from_id, into_id=into_id)
    owe_review()


@action
def let_go(user_id: int) -> None:
    """Somebody has left: no word of theirs or about them stays beside what they were given."""
    theirs = update(BadgeAward).where(BadgeAward.user_id == user_id)
    db.session.execute(theirs.values(reason="", revoke_reason=""))


@action
def merge_tags(from_id: int, into_id: int) -> None:
    """What was given for one tag was given for the other; what asks for one asks for the other."""
    before, after = f"{TAG_KEY}{from_id}", f"{TAG_KEY}{into_id}"
    other = aliased(BadgeAward)
    both = exists(
        select(other.id).where(
            other.user_id == BadgeAward.user_id,
            other.badge_id == BadgeAward.badge_id,
            other.occurrence_key == after,
        )
    )
    _set_aside(BadgeAward.occurrence_key == before, both)
    moved = update(BadgeAward).where(BadgeAward.occurrence_key == before)
    moved = moved.values(occurrence_key=after).execution_options(synchronize_session=False)
    db.session.execute(moved)
    for badge in queries.badges():
        if badge.criteria is not None:
            tree = criteria.with_tag(criteria.read(badge.criteria), from_id, into_id)
            badge.criteria = criteria.written(tree)
    owe_review()


def _set_aside(*which: object) -> None:
    """Awards that are there twice stay as rows, and count no longer."""
    key = literal("twice:") + cast(BadgeAward.id, String)
    aside = update(BadgeAward).where(*which)  # type: ignore[arg-type]
    values = aside.values(occurrence_key=key, revoked_at=clock.now())
    db.session.execute(values.execution_options(synchronize_session=False))
