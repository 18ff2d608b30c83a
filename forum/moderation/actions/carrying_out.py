"""Doing what was decided, once it can be taken back no more; and taking it back before that."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.audit import actions as audit
from forum.jobs import actions as jobs
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import Invalid, NotFound, Refused, require
from forum.kernel.unit import action
from forum.moderation import policy, queries
from forum.moderation.actions import claiming, flagging, weighing
from forum.moderation.actions.holding import withdraw
from forum.moderation.kinds import ReviewKind, kind_named
from forum.moderation.models import CaseState, Flag, FlagOutcome, Outcome, Reviewable, Ruling
from forum.moderation.signals import CaseDecided, CaseTouched, RulingMade
from forum.sanctions import actions as sanctions
from forum.sanctions.models import Reasons, SanctionKind, SanctionWish

JOB = "moderation.carry_out"
# After which of them those who flagged were wrong.
NOTHING_WRONG = (Outcome.KEEP, Outcome.APPROVE)
# Until when a case was put aside, and since when its clock stands still.
ASIDE = ("paused_at", "waits_until", "snoozed_until")


def stood(case: Reviewable) -> dict[str, str]:
    """How a case stands before it is decided, so that it can stand so again."""
    moments = {name: getattr(case, name) for name in ASIDE}
    return {"state": str(case.state)} | {
        name: moment.isoformat() for name, moment in moments.items() if moment is not None
    }


def send(ruling: Ruling, undo_for: timedelta) -> None:
    """Carry the ruling out in time: now, or by the worker when it can be undone no more."""
    ruling.goes_out_at = clock.now() + undo_for
    db.session.flush()
    if undo_for:
        key = f"{ruling.id}"
        jobs.enqueue(JOB, {"ruling": ruling.id}, key=key, run_at=ruling.goes_out_at)
    else:
        _carry_out(ruling)


def carry_out_or_give_back(ruling_id: int) -> None:
    """Do it; what cannot be done any more puts the case back into the queue."""
    try:
        carry_out(ruling_id)
    except (Refused, Invalid, NotFound):
        give_back(ruling_id)


@action
def carry_out(ruling_id: int) -> None:
    """Do what was decided, once. Raises what the kind and the sanction raise."""
    ruling = queries.held_ruling(ruling_id)
    is_over = ruling.undone_at is not None or ruling.carried_out_at is not None
    if not is_over and not ruling.is_proposed:
        _carry_out(ruling)


@action
def give_back(ruling_id: int) -> None:
    """Let the case wait again, because what was decided in it cannot be done any more."""
    ruling = queries.held_ruling(ruling_id)
    if ruling.undone_at is None and ruling.carried_out_at is None:
        _take_back(ruling, by_id=None)


@action
def undo(moderator: User, ruling: Ruling) -> None:
    """Take one's own decision back before anything is done or sent; the case waits as before."""
    ruling = queries.held_ruling(ruling.id)
    require(policy.can_undo(moderator, ruling))
    _take_back(ruling, by_id=moderator.id)
    after = {"case": ruling.case_id}
    audit.record(moderator, "moderation.undo", ruling.target_kind, ruling.target_id, after=after)


def sanction_of(ruling: Ruling) -> SanctionWish | None:
    """What shall be done to the member, as it was written down."""
    wished: dict[str, Any] | None = ruling.wishes.get("sanction")
    if wished is None:
        return None
    return SanctionWish(SanctionKind(wished["kind"]), wished["hours"], wished["weight"])


def reasons_of(ruling: Ruling) -> Reasons:
    """Why: as sanctions keep it."""
    return Reasons(ruling.clause_key, ruling.guidelines_number, ruling.words)


def _carry_out(ruling: Ruling) -> None:
    case = queries.case_by_id(ruling.case_id)
    kind, target = _thing(ruling)
    decider = accounts.fresh_member(ruling.decided_by_id or 0)
    ruling.taken_back = kind.carry_out(decider, target, ruling)
    wish = sanction_of(ruling)
    if wish is not None:
        about = accounts.fresh_member(ruling.about_id)
        why = reasons_of(ruling)
        made = sanctions.impose(decider, about, wish, reasons=why, ruling_id=ruling.id)
        db.session.flush()
        ruling.sanction_id = made.id
    ruling.carried_out_at = clock.now()
    wrong = ruling.outcome in NOTHING_WRONG
    flagging.settle(case, FlagOutcome.DISAGREED if wrong else FlagOutcome.AGREED)
    _tell(case, ruling)


def _thing(ruling: Ruling) -> tuple[ReviewKind, Any]:
    kind = kind_named(ruling.target_kind)
    target = kind.load([ruling.target_id]).get(ruling.target_id) if kind else None
    if kind is None or target is None:
        raise NotFound
    kind.hold(target)
    return kind, target


def _tell(case: Reviewable, ruling: Ruling) -> None:
    announce(
        CaseDecided(
            case.id,
            case.target_kind,
            case.target_id,
            case.about_id,
            str(case.decision),
            case.decided_by_id or 0,
        )
    )
    announce(RulingMade(ruling.id, ruling.about_id, str(ruling.outcome)))


def _take_back(ruling: Ruling, *, by_id: int | None) -> None:
    ruling.undone_at, ruling.undone_by_id = clock.now(), by_id
    case = queries.case_by_id(ruling.case_id)
    _gather(case)
    _put_aside_again(case, ruling.wishes.get("case", {}))
    if by_id is None:
        _look_now(case)
    case.decided_at = case.decided_by_id = case.decision = None
    case.note = ""
    weighing.reckon(case, queries.hours_of(case.team))
    weighing.raise_version(case)
    announce(CaseTouched(case.id, case.target_kind, "undo", by_id))


def _put_aside_again(case: Reviewable, before: Mapping[str, str]) -> None:
    """Let the case wait or sleep on as it did, and its clock stand still since the same moment."""
    for name in ASIDE:
        setattr(case, name, datetime.fromisoformat(before[name]) if name in before else None)
    state = CaseState(before.get("state", CaseState.OPEN))
    is_aside = case.waits_until is not None or case.snoozed_until is not None
    # Nothing but these moments brings it back.
    gone = {CaseState.DECIDED} | (set() if is_aside else {CaseState.WAITING, CaseState.SNOOZED})
    case.state = CaseState.OPEN if state in gone else state


def _look_now(case: Reviewable) -> None:
    """What cannot be done is looked at at once, with what was left of its time."""
    claiming.go_on(case)
    case.waits_until = case.snoozed_until = None
    if case.state in (CaseState.WAITING, CaseState.SNOOZED):
        case.state = CaseState.ESCALATED if case.escalated_level else CaseState.OPEN


def _gather(case: Reviewable) -> None:
    """What was flagged within these seconds belongs to the case that waits again."""
    newer = queries.open_case(case.target_kind, case.target_id)
    if newer is None or newer.id == case.id:
        return
    flags = update(Flag).where(Flag.case_id == newer.id).values(case_id=case.id)
    db.session.execute(flags)
    withdraw(case.target_kind, case.target_id)
