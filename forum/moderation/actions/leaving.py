"""What becomes of cases when two accounts become one, and when a member leaves."""

from sqlalchemy import delete, select, update

from forum.kernel import handover
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.moderation.actions.holding import ended, withdraw
from forum.moderation.models import Decision, Reviewable, TeamSeat


@action
def hand_over(from_id: int, into_id: int) -> None:
    """Let cases about the one account, and decisions of it, be those of the other."""
    withdraw("member", from_id)
    seats = select(TeamSeat.team_id).where(TeamSeat.user_id == into_id)
    db.session.execute(
        delete(TeamSeat).where(TeamSeat.user_id == from_id, TeamSeat.team_id.in_(seats))
    )
    owned = (
        Reviewable.about_id,
        Reviewable.decided_by_id,
        Reviewable.claimed_by_id,
        Reviewable.assigned_to_id,
        TeamSeat.user_id,
    )
    handover.hand_over(*owned, from_id=from_id, into_id=into_id)


@action
def let_go(user_id: int) -> None:
    """Somebody has left: nothing is asked about them, and nothing that was said of them is kept."""
    about = (Reviewable.about_id == user_id, Reviewable.decided_at.is_(None))
    over = {"decision": Decision.WITHDRAWN, **ended()}
    db.session.execute(update(Reviewable).where(*about).values(**over))
    db.session.execute(update(Reviewable).where(Reviewable.about_id == user_id).values(note=""))
    handover.let_go(TeamSeat.user_id, of=user_id)
    in_hand = (Reviewable.claimed_by_id == user_id) | (Reviewable.assigned_to_id == user_id)
    nobody = {"claimed_by_id": None, "claimed_until": None, "assigned_to_id": None}
    db.session.execute(update(Reviewable).where(in_hand).values(**nobody))
