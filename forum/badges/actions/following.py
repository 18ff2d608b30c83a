"""What badges do when other things change: two accounts, tags or channels become one."""

from collections.abc import Callable

from sqlalchemy import ColumnElement, String, Update, cast, exists, literal, select, update
from sqlalchemy.orm import aliased

from forum.badges import criteria, queries
from forum.badges.actions.giving import owe_review
from forum.badges.criteria import Node
from forum.badges.models import TAG_KEY, Badge, BadgeAward, Repeats
from forum.kernel import clock, handover
from forum.kernel.db import db
from forum.kernel.unit import action

_OTHER = aliased(BadgeAward)
STANDS = _OTHER.revoked_at.is_(None)
# The forum took it back, and gives it again when it is earned again.
WITHDRAWN = BadgeAward.revoked_at.is_not(None) & BadgeAward.revoked_by_id.is_(None)


@action
def hand_over(from_id: int, into_id: int) -> None:
    """Let the badges of one account be those of the other. One that both have counts once."""
    _tell_apart(from_id)
    same = (_OTHER.occurrence_key == BadgeAward.occurrence_key,)
    theirs, own = BadgeAward.user_id == from_id, BadgeAward.user_id == into_id
    # What the forum took back of the one, the other still has.
    _set_aside(own, WITHDRAWN, _is_there(*same, _OTHER.user_id == from_id, STANDS))
    _set_aside(theirs, _is_there(*same, _OTHER.user_id == into_id))
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
    same = (_OTHER.user_id == BadgeAward.user_id,)
    of_one, of_other = BadgeAward.occurrence_key == before, BadgeAward.occurrence_key == after
    _set_aside(of_other, WITHDRAWN, _is_there(*same, _OTHER.occurrence_key == before, STANDS))
    _set_aside(of_one, _is_there(*same, _OTHER.occurrence_key == after))
    moved = update(BadgeAward).where(of_one)
    moved = moved.values(occurrence_key=after).execution_options(synchronize_session=False)
    db.session.execute(moved)
    _ask_instead(lambda tree: criteria.with_tag(tree, from_id, into_id))


@action
def merge_channels(from_id: int, into_id: int) -> None:
    """What asks for something in the one channel asks for it in the other."""
    _ask_instead(lambda tree: criteria.with_channel(tree, from_id, into_id))


def _ask_instead(change: Callable[[Node], Node]) -> None:
    for badge in queries.badges():
        if badge.criteria is not None:
            badge.criteria = criteria.written(change(criteria.read(badge.criteria)))
    owe_review()


def _tell_apart(user_id: int) -> None:
    """What is given as often as staff like is no double, whatever others have."""
    often = select(Badge.id).where(Badge.repeats == Repeats.OFTEN)
    theirs = update(BadgeAward).where(BadgeAward.badge_id.in_(often), BadgeAward.user_id == user_id)
    _call(theirs, "again:")


def _is_there(*which: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether there is another such award of the same badge."""
    return exists(select(_OTHER.id).where(_OTHER.badge_id == BadgeAward.badge_id, *which))


def _set_aside(*which: ColumnElement[bool]) -> None:
    """Awards that are there twice stay as rows, and count no longer."""
    _call(update(BadgeAward).where(*which).values(revoked_at=clock.now()), "twice:")


def _call(awards: Update, word: str) -> None:
    """Give each of these awards a key that no other has."""
    key = literal(word) + cast(BadgeAward.id, String)
    values = awards.values(occurrence_key=key)
    db.session.execute(values.execution_options(synchronize_session=False))
