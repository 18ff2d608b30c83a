"""Deciding on cases."""

from sqlalchemy import update

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import NotFound, require
from forum.kernel.unit import action
from forum.moderation import queries
from forum.moderation.actions.holding import ended
from forum.moderation.kinds import ReviewKind, kind_named
from forum.moderation.models import Decision, Reviewable
from forum.moderation.signals import CaseDecided

VERBS = {Decision.APPROVED: "approve", Decision.REJECTED: "reject"}


class AlreadyDecided(Exception):
    """Somebody else was quicker; the case says who, when and how."""

    def __init__(self, case: Reviewable) -> None:
        super().__init__(case.id)
        self.case_id = case.id


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
        .values(decision=decision, decided_by_id=moderator.id, note=note, **ended())
    )
    if db.session.scalar(decided.returning(Reviewable.id)) is None:
        raise AlreadyDecided(case)
    db.session.refresh(case, ["decision", "decided_by_id", "note", *ended()])
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
