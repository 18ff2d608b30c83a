"""What recognition does when two accounts become one: what both have is there once."""

from typing import Any

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import aliased

from forum.kernel import handover
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.recognition.actions import journey, milestones
from forum.recognition.actions.spotlights import take_back_offers
from forum.recognition.actions.thanking import take_out, take_out_second
from forum.recognition.models import (
    GroupGoal,
    JourneyStage,
    MemberMilestone,
    Milestone,
    Nomination,
    Spotlight,
    SpotlightOffer,
    SpotlightRound,
    Thanks,
)


@action
def hand_over(from_id: int, into_id: int) -> None:
    """Let everything of the one account be the other's."""
    _thank_once(from_id, into_id)
    _drop_twice(Nomination, Nomination.author_id, ("period",), from_id, into_id)
    _drop_twice(MemberMilestone, MemberMilestone.user_id, ("kind", "count"), from_id, into_id)
    _settle_offers(from_id, into_id)
    db.session.execute(delete(JourneyStage).where(JourneyStage.user_id == from_id))
    people = (
        *(Thanks.author_id, Thanks.to_id, Nomination.author_id, Nomination.to_id),
        *(SpotlightRound.closed_by_id, SpotlightOffer.user_id, SpotlightOffer.offered_by_id),
        *(Spotlight.user_id, Milestone.passed_by_id, MemberMilestone.user_id),
        GroupGoal.created_by_id,
    )
    handover.hand_over(*people, from_id=from_id, into_id=into_id)
    own = delete(Nomination).where(Nomination.author_id == Nomination.to_id)
    db.session.execute(own)
    _rewrite_lists(from_id, into_id)
    _thank_others(into_id)
    journey.look_again([into_id])
    milestones.look_again([into_id])


@action
def let_go(user_id: int) -> None:
    """Somebody has left: thanks are counted without a word, nobody stands in their light, and what
    they were asked the next one is."""
    theirs = (Thanks.author_id == user_id) | (Thanks.to_id == user_id)
    db.session.execute(update(Thanks).where(theirs).values(note=""))
    handover.let_go(
        *(Nomination.author_id, Nomination.to_id, MemberMilestone.user_id, JourneyStage.user_id),
        of=user_id,
    )
    take_back_offers(user_id)


def _thank_once(from_id: int, into_id: int) -> None:
    """Nobody thanks twice for one post; the log has both deeds under the one member already."""
    other = aliased(Thanks)
    twice = exists().where(
        other.author_id == into_id,
        other.post_id == Thanks.post_id,
        other.withdrawn_at.is_(None),
    )
    query = select(Thanks).where(Thanks.withdrawn_at.is_(None), Thanks.author_id == from_id, twice)
    take_out_second(list(db.session.scalars(query)), who_id=into_id)


def _thank_others(user_id: int) -> None:
    """Nobody thanks themselves."""
    query = select(Thanks).where(
        Thanks.withdrawn_at.is_(None), Thanks.author_id == user_id, Thanks.to_id == user_id
    )
    take_out(list(db.session.scalars(query.execution_options(populate_existing=True))), by_id=None)


def _drop_twice(
    model: Any, owner: Any, columns: tuple[str, ...], from_id: int, into_id: int
) -> None:
    """Rows of the one for which the other has one too."""
    other = aliased(model)
    same = [getattr(other, name) == getattr(model, name) for name in columns]
    both = select(other.id).where(getattr(other, owner.key) == into_id, *same).exists()
    gone = delete(model).where(owner == from_id, both)
    db.session.execute(gone.execution_options(synchronize_session=False))


def _settle_offers(from_id: int, into_id: int) -> None:
    """Of two offers of one round, the one that became a spotlight stays."""
    query = select(SpotlightOffer).where(SpotlightOffer.user_id.in_([from_id, into_id]))
    by_round: dict[int, SpotlightOffer] = {}
    for offer in db.session.scalars(query.order_by(SpotlightOffer.id)).all():
        kept = by_round.setdefault(offer.round_id, offer)
        if kept is not offer:
            shines = select(Spotlight.id).where(Spotlight.offer_id == offer.id)
            loser = kept if db.session.scalar(shines) else offer
            by_round[offer.round_id] = offer if loser is kept else kept
            db.session.delete(loser)
    db.session.flush()


def _rewrite_lists(from_id: int, into_id: int) -> None:
    """Shortlists name members by number; each is there once."""
    for one in db.session.scalars(select(SpotlightRound)).all():
        if any(row["user_id"] == from_id for row in one.candidates):
            is_there = any(row["user_id"] == into_id for row in one.candidates)
            one.candidates = [
                row | {"user_id": into_id} if row["user_id"] == from_id else row
                for row in one.candidates
                if not (is_there and row["user_id"] == from_id)
            ]
