"""Putting things in the queue and deciding on them."""

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import ALLOW, NotFound, deny, require
from forum.kernel.unit import action
from forum.moderation import policy, queries
from forum.moderation.kinds import ReviewKind, kind_named
from forum.moderation.models import Decision, Reviewable
from forum.moderation.signals import CaseDecided, CaseOpened

VERBS = {Decision.APPROVED: "approve", Decision.REJECTED: "reject"}


class AlreadyDecided(Exception):
    """Somebody else was quicker; the case says who, when and how."""

    def __init__(self, case: Reviewable) -> None:
        super().__init__(case.id)
        self.case_id = case.id


@action
def hold(kind: str, target_id: int, *, about: User, reason: str) -> Reviewable:
    """Ask staff to decide before anyone else sees the target; held twice, it waits once."""
    case = queries.open_case(kind, target_id)
    if case is not None:
        return case
    case = Reviewable(target_kind=kind, target_id=target_id, about_id=about.id, reason=reason)
    try:
        with db.session.begin_nested():
            db.session.add(case)
    except IntegrityError:
        # Held at the same moment by somebody else: theirs is the case.
        return queries.case_of(kind, target_id)
    announce(CaseOpened(case.id, kind, target_id, about.id, reason))
    return case


@action
def approve(moderator: User, case: Reviewable) -> None:
    """Say yes. Raises AlreadyDecided when somebody was quicker, NotFound without a target."""
    kind, target = _ready(moderator, case)
    _decide(moderator, case, Decision.APPROVED)
    kind.approve(moderator, target)


@action
def reject(moderator: User, case: Reviewable, note: str = "") -> None:
    """Say no, with words to the member. Raises what `approve` raises."""
    kind, target = _ready(moderator, case)
    _decide(moderator, case, Decision.REJECTED, note=note.strip())
    kind.reject(moderator, target, note.strip())


@action
def withdraw(kind: str, *target_ids: int) -> None:
    """End the targets' cases without a decision, because their question is no longer asked."""
    db.session.execute(
        update(Reviewable)
        .where(
            Reviewable.target_kind == kind,
            Reviewable.target_id.in_(target_ids),
            Reviewable.decided_at.is_(None),
        )
        .values(decided_at=clock.now(), decision=Decision.WITHDRAWN)
    )


@action
def dismiss(moderator: User, case: Reviewable) -> None:
    """Put away a case whose target exists no more."""
    require(policy.can_review(moderator))
    require(deny("still_there") if queries.target_of(case) is not None else ALLOW)
    withdraw(case.target_kind, case.target_id)
    lost = {"case": case.id}
    audit.record(moderator, "moderation.dismiss", case.target_kind, case.target_id, after=lost)


def _ready(moderator: User, case: Reviewable) -> tuple[ReviewKind, object]:
    """The kind and the target, once it is sure that this person may decide on it."""
    if not case.is_open:
        raise AlreadyDecided(case)
    kind = kind_named(case.target_kind)
    target = queries.target_of(case)
    if kind is None or target is None:
        raise NotFound
    require(kind.may_decide(moderator, target))
    # Whoever changes the target ends its case as well, in this order: target, case, audit log.
    kind.hold(target)
    return kind, target


def _decide(moderator: User, case: Reviewable, decision: Decision, *, note: str = "") -> None:
    """Write the decision unless one is there: of two at once, the database lets one through."""
    decided = (
        update(Reviewable)
        .where(Reviewable.id == case.id, Reviewable.decided_at.is_(None))
        .values(decision=decision, decided_at=clock.now(), decided_by_id=moderator.id, note=note)
    )
    if db.session.scalar(decided.returning(Reviewable.id)) is None:
        raise AlreadyDecided(case)
    db.session.refresh(case, ["decision", "decided_at", "decided_by_id", "note"])
    audit.record(
        moderator,
        f"moderation.{VERBS[decision]}",
        case.target_kind,
        case.target_id,
        after={"case": case.id, "note": note},
    )
    announce(
        CaseDecided(
            case.id, case.target_kind, case.target_id, case.about_id, decision, moderator.id
        )
    )
