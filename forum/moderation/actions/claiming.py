"""Working on a case without deciding it: taking it, putting it aside, passing it on.

Every change is made by one statement that wants the version which was looked at. Of two people at
once the second changes nothing, and is told what the first did.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import Invalid, NotFound, require
from forum.kernel.unit import action
from forum.moderation import hours, policy, queries
from forum.moderation.actions.colliding import AlreadyDecided, CaseChanged
from forum.moderation.actions.weighing import reckon
from forum.moderation.kinds import kind_named
from forum.moderation.models import Band, CaseState, Reviewable
from forum.moderation.signals import CaseEscalated, CaseTouched

LEASE = timedelta(minutes=15)
LONGEST_ASIDE = timedelta(days=60)
HIGHEST_LEVEL = 4
LONGEST_WORDS = 1000
NOBODY: dict[str, Any] = {"claimed_by_id": None, "claimed_until": None}
RUNNING: dict[str, Any] = {"waits_until": None, "snoozed_until": None, "paused_at": None}


@action
def claim(moderator: User, case: Reviewable) -> None:
    """Take a case in hand for a quarter of an hour. Raises CaseChanged when somebody else has it.

    Whoever has it already keeps it for another quarter of an hour.
    """
    _check_free(moderator, case)
    if _holds(moderator, case):
        renew(moderator, case)
        return
    if case.is_claimed_at(clock.now()):
        raise CaseChanged(case)
    change(case, claimed_by_id=moderator.id, claimed_until=clock.now() + LEASE)
    record(moderator, case, "claim")


@action
def renew(moderator: User, case: Reviewable) -> None:
    """Keep a case that one has in hand, because one is busy with it. Nothing for others."""
    mine = (Reviewable.id == case.id, Reviewable.claimed_by_id == moderator.id)
    still = (*mine, Reviewable.decided_at.is_(None))
    db.session.execute(update(Reviewable).where(*still).values(claimed_until=clock.now() + LEASE))


@action
def release(moderator: User, case: Reviewable) -> None:
    """Give a case back that one has in hand."""
    _check_seen(moderator, case)
    if _holds(moderator, case):
        change(case, **NOBODY)
        record(moderator, case, "release")


@action
def snooze(moderator: User, case: Reviewable, until: datetime) -> None:
    """Put a case aside until a moment, at most 60 days off. Its clock goes on."""
    _check_free(moderator, case)
    _check_moment(until)
    go_on(case)
    change(case, state=CaseState.SNOOZED, **(RUNNING | {"snoozed_until": until}), **NOBODY)
    record(moderator, case, "snooze", until=until.isoformat())


@action
def wait_for_member(moderator: User, case: Reviewable, until: datetime) -> None:
    """Stop the clock of a case until the member has answered, or until a moment."""
    _check_free(moderator, case)
    _check_moment(until)
    paused = case.paused_at or clock.now()
    aside = {"waits_until": until, "paused_at": paused, "snoozed_until": None}
    change(case, state=CaseState.WAITING, **aside, **NOBODY)
    record(moderator, case, "wait", until=until.isoformat())


@action
def escalate(moderator: User, case: Reviewable, words: str) -> None:
    """Pass a case on to whoever has more to say, with words why. Raises Invalid without words."""
    check(moderator, case)
    words = checked_words(words)
    go_on(case)
    level = min(HIGHEST_LEVEL, case.escalated_level + 1)
    higher = {"escalated_level": level, "escalated_at": clock.now()}
    change(case, state=CaseState.ESCALATED, **higher, **RUNNING, **NOBODY)
    record(moderator, case, "escalate", words=words, level=level)
    announce(CaseEscalated(case.id, level, moderator.id, words))


@action
def resume(moderator: User | None, case: Reviewable) -> None:
    """Bring a case back that was put aside; without somebody who does it, its time has come."""
    if moderator is not None:
        check(moderator, case)
    if case.state in (CaseState.WAITING, CaseState.SNOOZED):
        go_on(case)
        back = CaseState.ESCALATED if case.escalated_level else CaseState.OPEN
        change(case, state=back, **RUNNING)
        record(moderator, case, "resume")


def checked_words(typed: str) -> str:
    """Words to whoever decides instead. Raises Invalid without any."""
    words = typed.strip()
    if not words:
        raise Invalid("words", "missing")
    if len(words) > LONGEST_WORDS:
        raise Invalid("words", "too_long", most=LONGEST_WORDS)
    return words


def check(moderator: User, case: Reviewable) -> None:
    """Make sure that nobody has decided, and that this person might."""
    _check_seen(moderator, case)
    require(policy.can_work(moderator))


def _check_seen(moderator: User, case: Reviewable) -> None:
    """Make sure that nobody has decided, and that the case is one that this person sees."""
    if not case.is_open:
        raise AlreadyDecided(case)
    if policy.can_review(moderator):
        return
    kind, target = kind_named(case.target_kind), queries.target_of(case)
    if kind is None or target is None:
        raise NotFound
    require(kind.may_decide(moderator, target))


def _check_free(moderator: User, case: Reviewable) -> None:
    """The same, and that they do not keep others from a case about themselves."""
    check(moderator, case)
    require(policy.conflicts(moderator, case))


def _check_moment(until: datetime) -> None:
    if not clock.now() < until <= clock.now() + LONGEST_ASIDE:
        raise Invalid("until", "not_a_moment_to_come")


def _holds(moderator: User, case: Reviewable) -> bool:
    return case.claimed_by_id == moderator.id and case.is_claimed_at(clock.now())


def go_on(case: Reviewable) -> None:
    """Let the clock of a case go on: what was left of its time is left of it now."""
    if case.paused_at is None:
        return
    now, times = clock.now(), queries.hours_of(case.team)
    of_band = hours.ALWAYS if case.band == Band.URGENT else times
    case.band_due_at = _moved(case.band_due_at, case.paused_at, now, of_band)
    if case.protocol_due_at is not None:
        case.protocol_due_at = _moved(case.protocol_due_at, case.paused_at, now, times)
    case.paused_seconds += int((now - case.paused_at).total_seconds())
    case.paused_at = None


def _moved(due_at: datetime, since: datetime, now: datetime, times: hours.Hours) -> datetime:
    """Overdue stays overdue; what was left of working time begins to pass again."""
    if due_at <= since:
        return due_at
    return hours.after(now, hours.between(since, due_at, times) or due_at - since, times)


def change(case: Reviewable, **values: Any) -> None:
    """Write the values if the case is as it was looked at, and work out anew what is due when."""
    with db.session.no_autoflush:
        as_seen = (Reviewable.id == case.id, Reviewable.version == case.version)
        changed = update(Reviewable).where(*as_seen, Reviewable.decided_at.is_(None))
        changed = changed.values(version=Reviewable.version + 1, **values)
        version = db.session.scalar(
            changed.returning(Reviewable.version), execution_options={"synchronize_session": False}
        )
    if version is None:
        db.session.refresh(case)
        raise CaseChanged(case)
    for name, value in {**values, "version": version}.items():
        setattr(case, name, value)
    reckon(case, queries.hours_of(case.team))


def record(moderator: User | None, case: Reviewable, verb: str, **details: object) -> None:
    if moderator is not None:
        after = {"case": case.id, **details}
        audit.record(moderator, f"moderation.{verb}", case.target_kind, case.target_id, after=after)
    by_id = moderator.id if moderator is not None else None
    announce(CaseTouched(case.id, case.target_kind, verb, by_id))
