"""What becomes of sanctions and notes when two accounts become one, and when a member leaves."""

from sqlalchemy import update

from forum.kernel import handover
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.sanctions.actions.applying import apply
from forum.sanctions.models import MemberNote, Sanction


@action
def hand_over(from_id: int, into_id: int) -> None:
    """What was decided about the one account holds for the other, and so do decisions of it."""
    handover.hand_over(
        Sanction.user_id,
        Sanction.given_by_id,
        Sanction.seconded_by_id,
        Sanction.lifted_by_id,
        MemberNote.user_id,
        MemberNote.author_id,
        MemberNote.deleted_by_id,
        from_id=from_id,
        into_id=into_id,
    )
    apply(into_id)


@action
def let_go(user_id: int) -> None:
    """Somebody has left: that there were decisions goes on counting, their words do not stay."""
    handover.let_go(MemberNote.user_id, of=user_id)
    about = update(Sanction).where(Sanction.user_id == user_id)
    db.session.execute(about.values(words="", lift_words=""))
