"""Taking a code of a perk, or a place in the line for one; and the line moving on."""

from sqlalchemy import delete, update

from forum.accounts.models import User
from forum.codes import policy, queries
from forum.codes.actions.handing_out import hand_out, reveal
from forum.codes.models import Code, Perk, PerkClaim, Pool
from forum.codes.signals import PerkDelivered
from forum.jobs import actions as jobs
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import NotFound, require
from forum.kernel.turns import wait_for_turn
from forum.kernel.unit import action
from forum.kernel.upsert import insert

SERVE_JOB = "codes.serve"
AT_ONCE = 100


@action
def claim(member: User, perk: Perk) -> Code | None:
    """Give the member their code of the perk; without a free one they stand in line.

    Asked for again it gives the same. Nobody overtakes those who wait.
    """
    require(policy.can_claim(member, perk, queries.reach_of(member)))
    row = _claim(member, perk)
    if row.code is None:
        if queries.has_line_before(row, perk.pool_id):
            jobs.owe(SERVE_JOB)
            return None
        row.code = hand_out(member, perk.pool)
    if row.code is not None:
        reveal(member, row.code)
    return row.code


@action
def show(member: User, perk: Perk) -> None:
    """Let a member see the code that came to them while they were away. Raises NotFound."""
    row = queries.claim_of(member, perk)
    if row is None or row.code is None:
        raise NotFound
    reveal(member, row.code)


@action
def serve(pool: Pool) -> bool:
    """Give free codes to those who wait the longest; whether there may be more to do."""
    wait_for_turn("codes.serve")
    row = queries.first_in_line(pool.id, AT_ONCE)
    if pool.is_over():
        return False
    for one in row:
        code = hand_out(one.user, pool)
        if code is None:
            return False
        one.code_id = code.id
        announce(PerkDelivered(one.id, one.perk_id, one.user_id))
    return len(row) == AT_ONCE


@action
def let_wait(code_id: int) -> None:
    """Put those whose code is worth nothing now into the line again."""
    again = update(PerkClaim).where(PerkClaim.code_id == code_id).values(code_id=None)
    db.session.execute(again)
    jobs.owe(SERVE_JOB)


@action
def move_line() -> None:
    """There may be codes for those who wait."""
    jobs.owe(SERVE_JOB)


@action
def leave_line(user_id: int) -> None:
    """Whoever left waits for nothing."""
    gone = delete(PerkClaim).where(PerkClaim.user_id == user_id, PerkClaim.code_id.is_(None))
    db.session.execute(gone)


def _claim(member: User, perk: Perk) -> PerkClaim:
    row = {"perk_id": perk.id, "user_id": member.id, "claimed_at": clock.now()}
    db.session.execute(insert(PerkClaim).values(row).on_conflict_do_nothing())
    found = queries.claim_of(member, perk)
    if found is None:
        raise NotFound
    return found
