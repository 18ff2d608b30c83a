"""Keeping up how much members help."""

from collections.abc import Collection, Sequence

from sqlalchemy import delete, select

from forum.home.models import HelpfulMember
from forum.home.queries import helpful
from forum.home.queries.helpful import Help
from forum.jobs import actions as jobs
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.kernel.upsert import insert

AT_ONCE = 500
REVIEW_JOB = "home.helpful"
RECOUNT_JOB = "home.recount_helpful"


@action
def settle(deed_ids: Sequence[int]) -> None:
    """Take in lines of the log."""
    recount(helpful.touched_by(deed_ids))


@action
def recount(members: Collection[int]) -> None:
    """Count these members anew from the whole log."""
    wanted = sorted(members)
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        found = helpful.helped(some)
        for user_id in some:
            _put(user_id, found.get(user_id, Help()))


@action
def rebuild() -> None:
    """Count everybody anew."""
    found = helpful.helped()
    known = set(db.session.scalars(select(HelpfulMember.user_id)))
    for user_id in sorted(known | found.keys()):
        _put(user_id, found.get(user_id, Help()))


def review() -> None:
    """Let go of what is not recent any more, some hundred members in a transaction."""
    while some := helpful.due(AT_ONCE):
        recount(some)


def recount_all() -> None:
    """Count everybody anew, some hundred members in a transaction."""
    beyond = 0
    while some := helpful.members_beyond(beyond, AT_ONCE):
        recount(some)
        beyond = some[-1]


@action
def hand_over(from_id: int, into_id: int) -> None:
    """Two accounts are one: what came of the posts of both is counted together."""
    db.session.execute(delete(HelpfulMember).where(HelpfulMember.user_id == from_id))
    recount([into_id])


@action
def owe_recount() -> None:
    """Count everybody anew soon, because what is open has changed."""
    jobs.owe(RECOUNT_JOB)


def _put(user_id: int, found: Help) -> None:
    values = {
        "answers": found.answers,
        "reactions": found.reactions,
        "total": found.total,
        "recent_answers": found.recent_answers,
        "recent_reactions": found.recent_reactions,
        "recent": found.recent,
        "counted_day": helpful.today(),
    }
    row = insert(HelpfulMember).values(user_id=user_id, **values)
    db.session.execute(row.on_conflict_do_update(index_elements=["user_id"], set_=values))
