"""What may be decided in a case, as the pages offer it; and what can be taken back still."""

from datetime import datetime
from typing import Any

from forum.accounts.session import member
from forum.kernel.policy import NotFound
from forum.moderation import policy, queries, wording
from forum.moderation.actions import AlreadyDecided
from forum.moderation.forms import DecisionForm
from forum.moderation.kinds import kind_named
from forum.moderation.models import Outcome, Reviewable, Ruling
from forum.sanctions import queries as sanctions

# Under what the browser's session keeps what can be taken back still.
UNDOABLE = "undoable"
YES_OR_NO = {Outcome.APPROVE, Outcome.DECLINE}


def decision(case: Reviewable) -> dict[str, Any] | None:
    """The form for an open case with more to decide than yes or no, and what it tells; or None."""
    kind, target = kind_named(case.target_kind), queries.target_of(case)
    if not case.is_open or kind is None or target is None:
        return None
    if set(kind.outcomes(target)) <= YES_OR_NO:
        return None
    return {"form": decision_form(case), **about(case)}


def offer(form: DecisionForm, case: Reviewable) -> None:
    """What may be chosen in this case. Raises NotFound and AlreadyDecided."""
    if not case.is_open:
        raise AlreadyDecided(case)
    kind, target = kind_named(case.target_kind), queries.target_of(case)
    if kind is None or target is None:
        raise NotFound
    places = kind.places(member(), target)
    form.offer(kind.outcomes(target), queries.clauses_now()[1], places)


def decision_form(case: Reviewable) -> DecisionForm:
    """An empty form for the case, with the version that the decider has before them."""
    kind, target = kind_named(case.target_kind), queries.target_of(case)
    words = kind.source(target) if kind is not None and target is not None else ""
    form = DecisionForm(formdata=None, version=case.version, new_text=words)
    form.clause.data = case.clause_key
    offer(form, case)
    return form


def about(case: Reviewable) -> dict[str, Any]:
    """What the decision form tells beside its fields."""
    present, _clauses = queries.clauses_now()
    return {
        "guidelines": present,
        "points": sanctions.weight_of(case.about),
        "step": sanctions.suggested(case.about),
        "flags": queries.flags_of(case),
        "proposed": queries.proposal_of(case.id),
        "free": policy.conflicts(member(), case, flaggers=queries.flaggers_of(case)),
        "said": wording,
    }


def seconds_left(ruling: Ruling, now: datetime) -> int:
    """For how long it can be taken back."""
    until = ruling.goes_out_at
    return max(0, round((until - now).total_seconds())) if until else 0
