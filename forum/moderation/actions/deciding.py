"""Deciding on cases: what shall become of a thing, and why. `carrying_out` does it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import update

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.audit import actions as audit
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.gaps import gaps_in
from forum.kernel.policy import Invalid, NotFound, require
from forum.kernel.unit import action
from forum.markup.typed import clean
from forum.moderation import policy, queries
from forum.moderation.actions import carrying_out
from forum.moderation.actions.colliding import AlreadyDecided, CaseChanged
from forum.moderation.actions.holding import ended
from forum.moderation.kinds import ReviewKind, kind_named
from forum.moderation.models import Decision, Outcome, Reviewable, Ruling
from forum.moderation.signals import CaseTouched, SecondNeeded
from forum.pages.models import Clause, Guidelines
from forum.sanctions import actions as sanctions
from forum.sanctions import policy as imposing
from forum.sanctions.models import SanctionKind, SanctionWish

LONGEST_WORDS = 2000
# How long a decision can be taken back before anything is done or sent.
UNDO = timedelta(seconds=12)
# Those after which the thing stands as its author wanted it.
FOR_THE_AUTHOR = (Outcome.KEEP, Outcome.APPROVE)
# Those that take something from a member who is owed a clause for it.
AGAINST = (Outcome.HIDE, Outcome.REMOVE)
VERBS: Mapping[Outcome, str] = {Outcome.DECLINE: "reject"}
# What tells that somebody else has been at a case.
AS_DECIDED = ("decided_at", "decided_by_id", "decision", "version", "state", *carrying_out.ASIDE)
# The protocol of cases in which somebody complains about the brand.
COMPLAINT = "complaint"


@dataclass(frozen=True)
class Decided:
    """What somebody decides: the outcome, the clause with facts and words, and what else is done.

    `version` is that of the case as they had it before them; 0 where they saw no page of it.
    """

    outcome: Outcome
    clause_key: str = ""
    facts: str = ""
    words: str = ""
    sanction: SanctionWish | None = None
    move_to: int | None = None
    new_text: str = ""
    version: int = 0
    # That the text criticises the brand: removing it needs a second person.
    is_about_us: bool = False


@action
def decide(
    moderator: User, case: Reviewable, decided: Decided, *, undo_for: timedelta = timedelta()
) -> Ruling:
    """Write a decision down, for everybody at once; it is carried out when `undo_for` has passed.

    Raises AlreadyDecided, CaseChanged, NotFound without a target, Refused, and Invalid for
    `outcome`, `clause`, `facts`, `words`, `sanction`, `hours`, `move_to` and `new_text`.
    """
    kind, target = ready(moderator, case)
    if decided.version and decided.version != case.version:
        raise CaseChanged(case)
    if decided.outcome not in kind.outcomes(target):
        raise Invalid("outcome", "unknown")
    ruling = _written(moderator, case, decided)
    _drop_proposal(moderator, case)
    db.session.add(ruling)
    db.session.flush()
    if ruling.needs_second:
        _note(moderator, "moderation.propose", case, ruling)
        announce(SecondNeeded(ruling.id, case.id, moderator.id))
    else:
        close(moderator, case, ruling)
        carrying_out.send(ruling, undo_for)
    return ruling


@action
def approve(moderator: User, case: Reviewable) -> None:
    """Say yes at once, without more words. Raises what `decide` raises."""
    _, target = ready(moderator, case)
    known = kind_named(case.target_kind)
    may = known.outcomes(target) if known else ()
    decide(moderator, case, Decided(next(one for one in may if one in FOR_THE_AUTHOR)))


@action
def reject(moderator: User, case: Reviewable, note: str = "") -> None:
    """Say no at once, with words to the member. Raises what `decide` raises."""
    decide(moderator, case, Decided(Outcome.DECLINE, words=note))


@action
def second(moderator: User, ruling: Ruling, *, undo_for: timedelta = timedelta()) -> None:
    """Agree as the second person to what somebody else proposed. Raises what `decide` raises."""
    case = queries.case_by_id(ruling.case_id)
    ready(moderator, case)
    ruling = queries.held_ruling(ruling.id)
    require(policy.can_second(moderator, ruling))
    ruling.seconded_at, ruling.seconded_by_id = clock.now(), moderator.id
    close(moderator, case, ruling)
    carrying_out.send(ruling, undo_for)


@action
def object_to(moderator: User, ruling: Ruling) -> None:
    """Say no as the second person: nothing is done, and the case waits for another decision."""
    case = queries.case_by_id(ruling.case_id)
    ready(moderator, case)
    ruling = queries.held_ruling(ruling.id)
    require(policy.can_second(moderator, ruling))
    ruling.undone_at, ruling.undone_by_id = clock.now(), moderator.id
    _note(moderator, "moderation.object", case, ruling)


def ready(moderator: User, case: Reviewable) -> tuple[ReviewKind, Any]:
    """The kind and the target, once it is sure that this person may decide on it."""
    if not case.is_open:
        raise AlreadyDecided(case)
    kind = kind_named(case.target_kind)
    target = queries.target_of(case)
    if kind is None or target is None:
        raise NotFound
    require(kind.may_decide(moderator, target))
    require(policy.can_work(moderator))
    require(policy.conflicts(moderator, case, flaggers=queries.flaggers_of(case)))
    # Whoever changes the target ends its case as well, in this order: target, case, audit log.
    kind.hold(target)
    # Whoever held it a moment before may have decided, and changed what can be decided here.
    db.session.refresh(case, AS_DECIDED)
    if not case.is_open:
        raise AlreadyDecided(case)
    return kind, target


def close(moderator: User, case: Reviewable, ruling: Ruling) -> None:
    """End the case unless it has ended: of two at once, the database lets one through."""
    said_yes = ruling.outcome in FOR_THE_AUTHOR
    ruling.wishes = {**ruling.wishes, "case": carrying_out.stood(case)}
    decision = Decision.APPROVED if said_yes else Decision.REJECTED
    decided = (
        update(Reviewable)
        .where(Reviewable.id == case.id, Reviewable.decided_at.is_(None))
        .values(decision=decision, decided_by_id=moderator.id, note=ruling.words, **ended())
    )
    if db.session.scalar(decided.returning(Reviewable.id)) is None:
        raise AlreadyDecided(case)
    db.session.refresh(case, ["decision", "decided_by_id", "note", *ended()])
    verb = VERBS.get(ruling.outcome, str(ruling.outcome))
    _note(moderator, f"moderation.{verb}", case, ruling)


def _written(moderator: User, case: Reviewable, decided: Decided) -> Ruling:
    present, clauses = queries.clauses_now()
    clause = _clause(decided, present, {one.key: one for one in clauses})
    ruling = Ruling(case_id=case.id, target_kind=case.target_kind, target_id=case.target_id)
    ruling.about_id, ruling.decided_by_id = case.about_id, moderator.id
    ruling.outcome, ruling.made_at = decided.outcome, clock.now()
    ruling.facts, ruling.words = _text("facts", decided.facts), _text("words", decided.words)
    if present is not None and clause is not None:
        ruling.clause_key, ruling.clause_number = clause.key, clause.number
        ruling.clause_title, ruling.guidelines_number = clause.title, present.number
    ruling.wishes, ruling.taken_back = _wishes(moderator, case, decided), {}
    ruling.needs_second = decided.outcome == Outcome.REMOVE and (
        decided.is_about_us or case.protocol == COMPLAINT
    )
    return ruling


def _clause(
    decided: Decided, present: Guidelines | None, clauses: Mapping[str, Clause]
) -> Clause | None:
    if not decided.clause_key:
        is_owed = decided.outcome in AGAINST or decided.sanction is not None
        if is_owed and present is not None:
            raise Invalid("clause", "empty")
        return None
    if decided.clause_key not in clauses:
        raise Invalid("clause", "unknown")
    return clauses[decided.clause_key]


def _wishes(moderator: User, case: Reviewable, decided: Decided) -> dict[str, Any]:
    """What is done beside the outcome."""
    wishes: dict[str, Any] = {}
    if decided.outcome == Outcome.MOVE:
        if not decided.move_to:
            raise Invalid("move_to", "empty")
        wishes["channel"] = decided.move_to
    if decided.outcome == Outcome.EDIT:
        if not decided.new_text.strip():
            raise Invalid("new_text", "empty")
        wishes["text"] = decided.new_text
    if decided.sanction is not None:
        _check_sanction(decided)
        _check_imposing(moderator, case, decided.sanction)
        wishes["sanction"] = asdict(decided.sanction)
    elif decided.outcome == Outcome.NOTHING:
        raise Invalid("sanction", "empty")
    return wishes


def _check_sanction(decided: Decided) -> None:
    if decided.outcome in FOR_THE_AUTHOR:
        raise Invalid("sanction", "kept")
    # The account is closed by two people, on the member's own page.
    if decided.sanction is not None and decided.sanction.kind == SanctionKind.REMOVAL:
        raise Invalid("sanction", "removal")
    if not decided.words.strip():
        raise Invalid("words", "empty")


def _check_imposing(moderator: User, case: Reviewable, wish: SanctionWish) -> None:
    """Now, and not only when it is carried out: nobody would be there to be told."""
    sanctions.check_wish(wish)
    verdict = imposing.can_impose(moderator, accounts.fresh_member(case.about_id), wish)
    if not verdict:
        raise Invalid("sanction", verdict.reason)


def _text(field: str, typed: str) -> str:
    said = clean(typed).strip()
    if len(said) > LONGEST_WORDS:
        raise Invalid(field, "too_long", most=LONGEST_WORDS)
    if gaps_in(said):
        raise Invalid(field, "gap_left")
    return said


def _drop_proposal(moderator: User, case: Reviewable) -> None:
    """What waited for a second person waits no more, because something else is decided."""
    proposed = queries.proposal_of(case.id)
    if proposed is not None:
        proposed.undone_at, proposed.undone_by_id = clock.now(), moderator.id


def _note(moderator: User, verb: str, case: Reviewable, ruling: Ruling) -> None:
    after = {"case": case.id, "note": ruling.words}
    if ruling.clause_key:
        after["clause"] = ruling.clause_number
    audit.record(moderator, verb, case.target_kind, case.target_id, after=after)
    announce(CaseTouched(case.id, case.target_kind, verb.partition(".")[2], moderator.id))
