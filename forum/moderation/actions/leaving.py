"""What becomes of cases when two accounts become one, and when a member leaves."""

from sqlalchemy import update

from forum.kernel import clock, handover
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.moderation.actions.deciding import withdraw
from forum.moderation.models import Decision, Reviewable


@action
def hand_over(from_id: int, into_id: int) -> None:
    """Let cases about the one account, and decisions of it, be those of the other."""
    withdraw("member", from_id)
    owned = (Reviewable.about_id, Reviewable.decided_by_id)
    handover.hand_over(*owned, from_id=from_id, into_id=into_id)


@action
def let_go(user_id: int) -> None:
    """Somebody has left: nothing is asked about them, and nothing that was said of them is kept."""
    about = (Reviewable.about_id == user_id, Reviewable.decided_at.is_(None))
    ended = {"decided_at": clock.now(), "decision": Decision.WITHDRAWN}
    db.session.execute(update(Reviewable).where(*about).values(**ended))
    db.session.execute(update(Reviewable).where(Reviewable.about_id == user_id).values(note=""))
