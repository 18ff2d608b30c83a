"""What may be decided in a case, as the pages offer it; and what can be taken back still."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import session

from forum.accounts.session import member
from forum.kernel import slots
from forum.kernel.policy import NotFound
from forum.kernel.slots import Part
from forum.moderation import policy, queries, wording
from forum.moderation.actions import AlreadyDecided
from forum.moderation.forms import DecisionForm
from forum.moderation.kinds import ReviewKind, kind_named
from forum.moderation.models import Outcome, Reviewable, Ruling
from forum.moderation.queries import Entry
from forum.sanctions import queries as sanctions

# Under what the browser's session keeps what can be taken back still.
UNDOABLE = "undoable"
MOST_UNDOABLE = 50
YES_OR_NO = {Outcome.APPROVE, Outcome.DECLINE}


def decision(entry: Entry) -> dict[str, Any] | None:
    """The form for an open case with more to decide than yes or no, and what it tells; or None."""
    case, kind, target = entry.case, entry.kind, entry.target
    if not case.is_open or kind is None or target is None:
        return None
    if set(kind.outcomes(target)) <= YES_OR_NO:
        return None
    return {"form": _empty(case, kind, target), **about(case)}


def offer(form: DecisionForm, case: Reviewable) -> None:
    """What may be chosen in this case. Raises NotFound and AlreadyDecided."""
    _offer(form, *_thing(case))


def decision_form(case: Reviewable) -> DecisionForm:
    """An empty form for the case, with the version that the decider has before them."""
    return _empty(case, *_thing(case))


def _thing(case: Reviewable) -> tuple[ReviewKind, Any]:
    if not case.is_open:
        raise AlreadyDecided(case)
    kind, target = kind_named(case.target_kind), queries.target_of(case)
    if kind is None or target is None:
        raise NotFound
    return kind, target


def _empty(case: Reviewable, kind: ReviewKind, target: Any) -> DecisionForm:
    form = DecisionForm(formdata=None, version=case.version, new_text=kind.source(target))
    form.clause.data = case.clause_key
    _offer(form, kind, target)
    return form


def _offer(form: DecisionForm, kind: ReviewKind, target: Any) -> None:
    places = kind.places(member(), target)
    form.offer(kind.outcomes(target), queries.clauses_now()[1], places)


def helping(case: Reviewable, *forms: Any) -> Sequence[Part]:
    """What helps to find words to the member; what it brings along is put into the forms."""
    if not case.is_open:
        return ()
    parts = slots.fill("case.words", member(), [case])[case.id]
    added = [part.data["text"] for part in parts if part.data.get("text")]
    for field in forms:
        field.data = "\n\n".join(filter(None, [(field.data or "").rstrip(), *added]))
    return parts


def about(case: Reviewable) -> dict[str, Any]:
    """What the decision form tells beside its fields."""
    present, _clauses = queries.clauses_now()
    return {
        "guidelines": present,
        "points": sanctions.weight_of(case.about),
        "step": sanctions.suggested(case.about),
        # Nobody learns who flagged them, whoever they are.
        "flags": () if case.about_id == member().id else queries.flags_of(case),
        "proposed": queries.proposal_of(case.id),
        "may_work": policy.can_work(member()),
        "free": policy.conflicts(member(), case, flaggers=queries.flaggers_of(case)),
        "said": wording,
    }


def remember(ruling: Ruling) -> None:
    """Offer to take it back, on every page, for as long as that can be."""
    if not ruling.is_proposed:
        kept = [*session.get(UNDOABLE, []), ruling.id]
        session[UNDOABLE] = kept[-MOST_UNDOABLE:]


def seconds_left(ruling: Ruling, now: datetime) -> int:
    """For how long it can be taken back."""
    until = ruling.goes_out_at
    return max(0, round((until - now).total_seconds())) if until else 0
