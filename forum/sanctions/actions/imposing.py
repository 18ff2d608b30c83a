"""Imposing sanctions: at once, or, for a removal, by two people."""

from datetime import timedelta

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.audit import actions as audit
from forum.jobs import actions as jobs
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import Invalid, NotFound, require
from forum.kernel.unit import action
from forum.markup.typed import clean
from forum.pages import queries as pages
from forum.sanctions import letters, policy, queries
from forum.sanctions.actions.applying import apply
from forum.sanctions.actions.ending import END_JOB
from forum.sanctions.models import Reasons, Sanction, SanctionKind, SanctionWish
from forum.sanctions.settings import DAYS, LONGEST_HOURS
from forum.sanctions.signals import AccountClosed, RemovalProposed, SanctionBegan

LONGEST_WORDS = 2000


@action
def impose(
    by: User, user: User, wish: SanctionWish, *, reasons: Reasons, ruling_id: int | None = None
) -> Sanction:
    """Let a sanction begin; a removal is proposed by it, and waits for `second`.

    Raises Invalid for `hours`, `weight`, `clause` or `words` that cannot be.
    """
    user = accounts.held_member(user.id)
    require(policy.can_impose(by, user, wish))
    check_wish(wish)
    sanction = Sanction(
        user_id=user.id,
        kind=wish.kind,
        weight=wish.weight,
        content=wish.content,
        clause_key=_clause(reasons),
        guidelines_number=reasons.guidelines_number if reasons.clause_key else 0,
        words=_words(reasons.words),
        ruling_id=ruling_id,
        given_by_id=by.id,
    )
    db.session.add(sanction)
    if wish.kind == SanctionKind.REMOVAL:
        _propose(by, sanction)
    else:
        _begin(sanction, wish.hours)
        _note(by, "sanctions.impose", sanction)
    return sanction


@action
def second(by: User, sanction: Sanction) -> None:
    """Agree as the second person: the member is removed from now on."""
    user = accounts.held_member(sanction.user_id)
    sanction = queries.held_sanction(sanction.id)
    proposer = accounts.member_by_id(sanction.given_by_id or 0)
    if proposer is None:
        raise NotFound
    require(policy.can_second(by, user, sanction, proposer=proposer))
    sanction.seconded_by_id = by.id
    _begin(sanction, None)
    announce(AccountClosed(sanction.id, user.id, str(sanction.content)))
    _note(by, "sanctions.second", sanction)


def _propose(by: User, sanction: Sanction) -> None:
    sanction.proposed_at = clock.now()
    db.session.flush()
    announce(RemovalProposed(sanction.id, sanction.user_id, by.id))
    _note(by, "sanctions.propose", sanction)


def _begin(sanction: Sanction, hours: int | None) -> None:
    now = clock.now()
    sanction.starts_at = now
    sanction.ends_at = now + timedelta(hours=hours) if hours else None
    if sanction.weight:
        sanction.weighs_until = now + timedelta(days=DAYS[sanction.weight].get())
    apply(sanction.user_id)
    if sanction.ends_at is not None:
        jobs.enqueue(
            END_JOB, {"sanction": sanction.id}, key=str(sanction.id), run_at=sanction.ends_at
        )
    announce(SanctionBegan(sanction.id, sanction.user_id, str(sanction.kind), sanction.ruling_id))
    letters.began(queries.sanction_of(sanction.user_id, sanction.id))


def check_wish(wish: SanctionWish) -> None:
    """Raise Invalid for `hours` or `weight` that cannot be."""
    if wish.weight and wish.weight not in DAYS:
        raise Invalid("weight", "unknown")
    if wish.kind.has_end and (wish.hours is None or not 1 <= wish.hours <= LONGEST_HOURS):
        raise Invalid("hours", "out_of_range", most=LONGEST_HOURS // 24)
    if not wish.kind.has_end and wish.hours is not None:
        raise Invalid("hours", "no_end")


def _clause(reasons: Reasons) -> str:
    """The clause must stand in that version; none is needed only where there are none at all."""
    if not reasons.clause_key:
        if pages.current_guidelines() is not None:
            raise Invalid("clause", "empty")
        return ""
    version = pages.guidelines_at(reasons.guidelines_number)
    if reasons.clause_key not in {one.key for one in pages.clauses_of(version)}:
        raise Invalid("clause", "unknown")
    return reasons.clause_key


def _words(typed: str) -> str:
    words = clean(typed).strip()
    if not words:
        raise Invalid("words", "empty")
    if len(words) > LONGEST_WORDS:
        raise Invalid("words", "too_long", most=LONGEST_WORDS)
    return words


def _note(by: User, verb: str, sanction: Sanction) -> None:
    db.session.flush()
    facts = {
        "sanction": sanction.id,
        "kind": sanction.kind,
        "hours": sanction.hours,
        "weight": sanction.weight,
        "clause": sanction.clause_key,
    }
    audit.record(by, verb, "user", sanction.user_id, after=facts)
