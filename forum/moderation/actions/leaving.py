"""What becomes of cases when two accounts become one, and when a member leaves."""

from sqlalchemy import delete, select, tuple_, update

from forum.kernel import clock, handover
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.moderation import queries
from forum.moderation.actions.carrying_out import give_back
from forum.moderation.actions.giving import free_cases_of
from forum.moderation.actions.holding import end, withdraw
from forum.moderation.kinds import all_kinds
from forum.moderation.models import Flag, FlagOutcome, Reviewable, Ruling, TeamSeat


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
        Flag.user_id,
        Flag.about_id,
        Ruling.about_id,
        Ruling.decided_by_id,
        Ruling.undone_by_id,
        Ruling.seconded_by_id,
        Ruling.overturned_by_id,
    )
    _leave_one_flag(from_id, into_id)
    handover.hand_over(*owned, from_id=from_id, into_id=into_id)


def _leave_one_flag(from_id: int, into_id: int) -> None:
    """What both accounts flagged was flagged by one person."""
    theirs = select(Flag.target_kind, Flag.target_id).where(
        Flag.user_id == into_id, Flag.settled_at.is_(None)
    )
    both = tuple_(Flag.target_kind, Flag.target_id).in_(theirs)
    twice = update(Flag).where(Flag.user_id == from_id, Flag.settled_at.is_(None), both)
    over = {"settled_at": clock.now(), "outcome": FlagOutcome.WITHDRAWN}
    db.session.execute(twice.values(**over).execution_options(synchronize_session=False))


@action
def let_go(user_id: int) -> None:
    """Somebody has left: nothing is asked about them, and nothing that was said of them is kept.

    What is about more than them waits on: texts that stay to be read, and what others wait for.
    What was decided a moment ago and is not done yet is decided anew, if it still has to be.
    """
    for ruling_id in db.session.scalars(queries.not_yet_out(user_id)).all():
        give_back(ruling_id)
    about_more = [name for name, kind in all_kinds().items() if kind.waits_without_them]
    end(Reviewable.about_id == user_id, Reviewable.target_kind.not_in(about_more))
    db.session.execute(update(Reviewable).where(Reviewable.about_id == user_id).values(note=""))
    silent = {"note": ""}
    db.session.execute(update(Flag).where(Flag.user_id == user_id).values(**silent))
    quiet = {"facts": "", "words": "", "wishes": {}, "taken_back": {}}
    db.session.execute(update(Ruling).where(Ruling.about_id == user_id).values(**quiet))
    handover.let_go(TeamSeat.user_id, of=user_id)
    free_cases_of(user_id)
    in_hand = (Reviewable.claimed_by_id == user_id) | (Reviewable.assigned_to_id == user_id)
    nobody = {"claimed_by_id": None, "claimed_until": None, "assigned_to_id": None}
    db.session.execute(update(Reviewable).where(in_hand).values(**nobody))
