"""Putting things in the queue, and taking them out of it without a decision."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.exc import IntegrityError

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import ALLOW, deny, require
from forum.kernel.unit import action
from forum.moderation import policy, queries, scoring
from forum.moderation.actions import weighing
from forum.moderation.kinds import kind_named
from forum.moderation.models import FIRST_TEAM, CaseState, Decision, Flag, FlagOutcome, Reviewable
from forum.moderation.signals import CaseOpened, CaseTouched


@action
def hold(
    kind: str,
    target_id: int,
    *,
    about: User,
    reason: str,
    channel_id: int | None = None,
    severity: int | None = None,
    protocol: str = "",
) -> Reviewable:
    """Ask staff to decide about something; held twice, it waits once.

    Without a severity (0 to 60) it weighs what its kind says of the reason.
    """
    case = queries.open_case(kind, target_id)
    if case is not None:
        return case
    case = Reviewable(target_kind=kind, target_id=target_id, about_id=about.id, reason=reason)
    case.channel_id, case.protocol = channel_id, protocol
    _weigh(case, about, severity)
    try:
        with db.session.begin_nested():
            db.session.add(case)
    except IntegrityError:
        # Held at the same moment by somebody else: theirs is the case.
        return queries.case_of(kind, target_id)
    announce(CaseOpened(case.id, kind, target_id, about.id, reason, case.assigned_to_id))
    return case


def _weigh(case: Reviewable, about: User, severity: int | None) -> None:
    """Work out for the first time how urgent a case is."""
    facts = queries.facts_of(case.target_kind, case.target_id)
    known = kind_named(case.target_kind)
    usual = known.severities.get(case.reason, scoring.UNKNOWN) if known else scoring.UNKNOWN
    case.created_at, case.paused_seconds, case.team = clock.now(), 0, FIRST_TEAM
    case.channel_id = case.channel_id or facts.channel_id
    case.assigned_to_id = queries.next_hands(case.team, but=about.id)
    weighing.begin(
        case,
        usual if severity is None else severity,
        views=facts.views_last_hour,
        age=case.created_at - about.created_at,
    )


@action
def ask_again(kind: str, target_id: int, *, about: User, reason: str) -> Reviewable:
    """The target says something else now: whoever decides must have read that."""
    case = queries.open_case(kind, target_id)
    if case is None:
        return hold(kind, target_id, about=about, reason=reason)
    weighing.raise_version(case)
    return case


@action
def join(kind: str, target_id: int, *, about: User, reason: str) -> None:
    """One thing more stands in the target's case: it weighs at least as much as that one would."""
    case, known = ask_again(kind, target_id, about=about, reason=reason), kind_named(kind)
    severity = known.severities.get(reason, scoring.UNKNOWN) if known else scoring.UNKNOWN
    weighing.worsen(case, severity, reason)


@action
def withdraw(kind: str, *target_ids: int) -> None:
    """End the targets' cases without a decision, because their question is no longer asked.

    Whoever flagged them got what they asked for: it is gone.
    """
    if target_ids:
        end(Reviewable.target_kind == kind, Reviewable.target_id.in_(target_ids))


def end(*which: ColumnElement[bool]) -> None:
    """End all of these cases that wait, without a decision, and answer the flags in them."""
    cases = update(Reviewable).where(*which, Reviewable.decided_at.is_(None))
    cases = cases.values(decision=Decision.WITHDRAWN, **ended())
    gone = dict(db.session.execute(cases.returning(Reviewable.id, Reviewable.target_kind)).all())
    if gone:
        flags = update(Flag).where(Flag.case_id.in_(gone), Flag.settled_at.is_(None))
        db.session.execute(flags.values(settled_at=clock.now(), outcome=FlagOutcome.AGREED))
    for case_id, kind in gone.items():
        announce(CaseTouched(case_id, kind, "withdraw", None))


@action
def gather(kind: str, *target_ids: int) -> None:
    """Let the targets' open cases stand in the queue no more, because another one decides them."""
    nobody = {"claimed_by_id": None, "claimed_until": None, "assigned_to_id": None}
    aside = {"paused_at": None, "waits_until": None, "snoozed_until": None, "changes_at": None}
    cases = update(Reviewable).where(
        Reviewable.target_kind == kind,
        Reviewable.target_id.in_(target_ids),
        Reviewable.decided_at.is_(None),
    )
    raised = {"state": CaseState.GATHERED, "version": Reviewable.version + 1}
    db.session.execute(cases.values(raised | nobody | aside))


@action
def scatter(kind: str, *target_ids: int) -> None:
    """Let each of these cases stand in the queue by itself again."""
    there = (Reviewable.target_kind == kind, Reviewable.target_id.in_(target_ids))
    gathered = select(Reviewable).where(*there, Reviewable.state == CaseState.GATHERED)
    for case in db.session.scalars(gathered).all():
        case.state = CaseState.OPEN
        weighing.reckon(case, queries.hours_of(case.team))
        weighing.raise_version(case)


@action
def bring_back(kind: str, *target_ids: int) -> Collection[int]:
    """Undo `withdraw` for targets whose cases had been gathered; gives back those that had one."""
    there = (Reviewable.target_kind == kind, Reviewable.target_id.in_(target_ids))
    waiting = select(Reviewable.target_id).where(*there, Reviewable.decided_at.is_(None))
    newest = select(func.max(Reviewable.id)).where(*there).group_by(Reviewable.target_id)
    again = {"state": CaseState.GATHERED, "version": Reviewable.version + 1}
    undecided = {"decided_at": None, "decision": None}
    cases = update(Reviewable).where(
        Reviewable.id.in_(newest),
        Reviewable.decision == Decision.WITHDRAWN,
        Reviewable.target_id.not_in(waiting),
    )
    moved = cases.values(again | undecided).returning(Reviewable.target_id)
    return set(db.session.scalars(moved)) if target_ids else set()


@action
def dismiss(moderator: User, case: Reviewable) -> None:
    """Put away a case whose target exists no more."""
    require(policy.can_review(moderator))
    require(policy.can_work(moderator))
    require(deny("still_there") if queries.target_of(case) is not None else ALLOW)
    withdraw(case.target_kind, case.target_id)
    lost = {"case": case.id}
    audit.record(moderator, "moderation.dismiss", case.target_kind, case.target_id, after=lost)


def ended() -> dict[str, Any]:
    """What every case has in common that waits no more, for an update."""
    return {
        "decided_at": clock.now(),
        "state": CaseState.DECIDED,
        "changes_at": None,
        "waits_until": None,
        "snoozed_until": None,
        "paused_at": None,
        "claimed_by_id": None,
        "claimed_until": None,
        "version": Reviewable.version + 1,
    }
