"""Saying yes to the guidelines: once for each version, with the moment."""

from sqlalchemy import delete, select

from forum.accounts import actions as accounts
from forum.accounts import queries as members
from forum.accounts.models import User
from forum.kernel import clock, handover
from forum.kernel.db import db
from forum.kernel.policy import require
from forum.kernel.unit import action
from forum.kernel.upsert import insert
from forum.pages import policy, queries
from forum.pages.models import Acceptance, Guidelines, PageVersion, Translation


@action
def accept(member: User, guidelines: Guidelines) -> None:
    """Say yes to this version. Doing it twice is doing it once."""
    require(policy.can_accept(member, guidelines))
    row = insert(Acceptance).values(
        user_id=member.id, guidelines_id=guidelines.id, accepted_at=clock.now()
    )
    db.session.execute(row.on_conflict_do_nothing(index_elements=["user_id", "guidelines_id"]))
    accounts.note_agreed(member.id, guidelines.number)


@action
def note_joined(user_id: int) -> None:
    """Keep the yes that somebody said at sign-up, with its moment, now that they have come in."""
    user = members.member_by_id(user_id)
    if user is None or not user.guidelines_accepted:
        return
    guidelines = queries.published_by(user.created_at, at_least=user.guidelines_accepted)
    if guidelines is not None:
        row = insert(Acceptance).values(
            user_id=user.id, guidelines_id=guidelines.id, accepted_at=user.created_at
        )
        db.session.execute(row.on_conflict_do_nothing(index_elements=["user_id", "guidelines_id"]))
        accounts.note_agreed(user.id, guidelines.number)


@action
def hand_over(from_id: int, into_id: int) -> None:
    """Let what one account published and accepted belong to the other."""
    both = select(Acceptance.guidelines_id).where(Acceptance.user_id == into_id)
    db.session.execute(
        delete(Acceptance).where(Acceptance.user_id == from_id, Acceptance.guidelines_id.in_(both))
    )
    handover.hand_over(
        Acceptance.user_id,
        PageVersion.published_by_id,
        Guidelines.published_by_id,
        Guidelines.material_by_id,
        Translation.changed_by_id,
        from_id=from_id,
        into_id=into_id,
    )
    accounts.note_agreed(into_id, queries.last_accepted(into_id))
