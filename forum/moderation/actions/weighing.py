"""How urgent a case is and when it is due, worked out anew whenever something about it changes."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import update

from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.moderation import hours, queries, scoring
from forum.moderation.hours import Hours
from forum.moderation.models import Band, CaseState, Reviewable


@action
def weigh_flags(
    case: Reviewable,
    weights: Sequence[float],
    *,
    clause_key: str = "",
    severity: int = 0,
    right: int | None = None,
    decided: int | None = None,
) -> None:
    """Let the case weigh what its open flags say, all of them, as `scoring.flag_weight` gives it.

    `severity` is that of the heaviest clause, `right` how often these members were right (percent)
    in the `decided` flags on which the team has decided.
    """
    flags = scoring.by_flags(weights, clause=clause_key, right=right, decided=decided)
    case.parts = [*scoring.without(case.parts, scoring.FLAGS), flags]
    case.clause_key = clause_key or case.clause_key
    if severity > case.severity:
        _set_severity(case, severity, clause_key or case.reason)
    reckon(case, queries.hours_of(case.team))
    raise_version(case)


@action
def promise(case: Reviewable, protocol: str, due_at: datetime | None) -> None:
    """Let the case be due no later than a protocol promises; None takes the promise back."""
    case.protocol, case.protocol_due_at = protocol, due_at
    reckon(case, queries.hours_of(case.team))
    raise_version(case)


@action
def tie_to_incident(case: Reviewable) -> None:
    """Let the case weigh more, because it belongs to an incident; said twice, it counts once."""
    others = [part for part in case.parts if part["word"] != "incident"]
    case.parts = [*others, scoring.by_incident()]
    reckon(case, queries.hours_of(case.team))
    raise_version(case)


@action
def liken(case_id: int, points: int, *, share: int, decisions: int) -> None:
    """Let a case be due earlier within its band, because its text reads like removed ones."""
    case = queries.case_by_id(case_id)
    part = scoring.by_likeness(points, share=share, decisions=decisions)
    case.parts = [*scoring.without(case.parts, scoring.LIKENESS), part]
    earlier = scoring.TIME[Band(case.band)] * part["points"] / EARLIER
    case.band_due_at = max(case.created_at, case.band_due_at - earlier)
    reckon(case, queries.hours_of(case.team))


def worsen(case: Reviewable, severity: int, word: str) -> None:
    """Let the case be at least so severe: a step of other actions."""
    if severity > case.severity:
        _set_severity(case, severity, word)
        reckon(case, queries.hours_of(case.team))


def begin(case: Reviewable, severity: int, *, views: int, age: timedelta) -> None:
    """Weigh a new case for the first time; `age` is for how long its member has been here."""
    case.parts = [scoring.by_reach(views), scoring.by_newcomer(age)]
    _set_severity(case, severity, case.reason)
    case.band = Band.LOW
    times = queries.hours_of(case.team)
    case.band_due_at = due(Band.LOW, case.created_at, times)
    reckon(case, times)


def reckon(case: Reviewable, times: Hours) -> None:
    """Set priority, band, due moment and rank as they are now, and when they change next."""
    now = clock.now()
    until = case.paused_at or now
    waited = until - case.created_at - timedelta(seconds=case.paused_seconds)
    parts = [*scoring.without(case.parts, scoring.WAIT), scoring.by_wait(case.severity, waited)]
    case.parts = scoring.with_points(sorted(parts, key=_place))
    case.priority = scoring.total(case.parts)
    _set_band(case, times, now)
    case.due_at = min(case.band_due_at, case.protocol_due_at or case.band_due_at)
    case.rank = case.band.rank if case.is_paused else scoring.rank_of(case.band, case.due_at, now)
    case.changes_at = _next_change(case, now, scoring.next_wait(case.severity, waited))


def due(band: Band, since: datetime, times: Hours) -> datetime:
    """When something of this band is due. What is urgent is so around the clock."""
    if band is Band.URGENT:
        return since + scoring.TIME[band]
    return hours.after(since, scoring.TIME[band], times)


def raise_version(case: Reviewable) -> None:
    """Let whoever has an older page in front of them be told before they change anything."""
    newer = update(Reviewable).where(Reviewable.id == case.id)
    version = db.session.scalar(
        newer.values(version=Reviewable.version + 1).returning(Reviewable.version)
    )
    case.version = version or case.version


def _set_severity(case: Reviewable, severity: int, word: str) -> None:
    case.severity = severity
    part = scoring.by_severity(severity, word)
    case.parts = [part, *scoring.without(case.parts, scoring.SEVERITY)]


def _set_band(case: Reviewable, times: Hours, now: datetime) -> None:
    """A case that becomes more urgent has the time of its new band from now on, not from before."""
    without = scoring.total(scoring.without(case.parts, scoring.LIKENESS))
    band, before = scoring.band_of(without, case.severity), Band(case.band)
    if band.rank < before.rank:
        case.band_due_at = min(case.band_due_at, due(band, now, times))
    elif band.rank > before.rank:
        began = case.created_at + timedelta(seconds=case.paused_seconds)
        case.band_due_at = due(band, began, times)
    case.band = band


def _next_change(case: Reviewable, now: datetime, wait: timedelta | None) -> datetime | None:
    if case.is_paused:
        return case.waits_until
    snoozed = case.snoozed_until if case.state == CaseState.SNOOZED else None
    late = case.due_at if case.due_at > now else None
    moments = [moment for moment in (snoozed, late, now + wait if wait else None) if moment]
    return min(moments, default=None)


def _place(part: scoring.Part) -> int:
    return PLACES.index(part["part"])


# Ten points of likeness make a case due so much of its band's time earlier: a fifth.
EARLIER = 50
PLACES = (
    scoring.SEVERITY,
    scoring.FLAGS,
    scoring.REACH,
    scoring.CARE,
    scoring.PROTOCOL,
    scoring.LIKENESS,
    scoring.WAIT,
)
