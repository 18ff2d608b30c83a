"""What moderation promises about its rows."""

from collections.abc import Iterator, Mapping

from sqlalchemy import case, func, or_, select

from forum.kernel.db import db
from forum.kernel.manifest import Check
from forum.moderation.kinds import all_kinds, kind_named
from forum.moderation.models import Band, CaseState, Decision, Reviewable
from forum.moderation.queries import proving

AT_ONCE = 500


def lost_targets() -> Iterator[str]:
    """A case that waits for a decision on something that is not there."""
    kinds = select(Reviewable.target_kind).where(Reviewable.decided_at.is_(None)).distinct()
    for name in db.session.scalars(kinds).all():
        kind = kind_named(name)
        if kind is None:
            yield f"cases of kind {name} wait, and nobody knows that kind"
            continue
        for case_ids in _waiting(name):
            found = kind.load(list(case_ids))
            for target_id, case_id in case_ids.items():
                if target_id not in found:
                    yield f"case {case_id} is about {name} {target_id}, which does not exist"


def _waiting(name: str) -> Iterator[Mapping[int, int]]:
    """Target ids with their cases, some hundred at a time."""
    query = (
        select(Reviewable.id, Reviewable.target_id)
        .where(Reviewable.target_kind == name, Reviewable.decided_at.is_(None))
        .order_by(Reviewable.id)
    )
    rows = db.session.execute(query).all()
    for start in range(0, len(rows), AT_ONCE):
        yield {row.target_id: row.id for row in rows[start : start + AT_ONCE]}


def half_decided() -> Iterator[str]:
    """A decision has a moment, and somebody who made it unless the case was withdrawn."""
    query = select(Reviewable.id).where(
        or_(
            Reviewable.decision.is_(None) != Reviewable.decided_at.is_(None),
            Reviewable.decision.in_([Decision.APPROVED, Decision.REJECTED])
            & Reviewable.decided_by_id.is_(None),
        )
    )
    for case_id in db.session.scalars(query):
        yield f"case {case_id} is decided by halves"


def in_two_states() -> Iterator[str]:
    """A case is in one state, and has of that state what belongs to it and nothing of another."""
    decided = Reviewable.state == CaseState.DECIDED
    wrong = or_(
        decided != Reviewable.decided_at.is_not(None),
        (Reviewable.state == CaseState.WAITING) != Reviewable.paused_at.is_not(None),
        (Reviewable.state == CaseState.WAITING) != Reviewable.waits_until.is_not(None),
        (Reviewable.state == CaseState.SNOOZED) != Reviewable.snoozed_until.is_not(None),
        (Reviewable.state == CaseState.ESCALATED) & (Reviewable.escalated_level == 0),
        Reviewable.claimed_by_id.is_(None) != Reviewable.claimed_until.is_(None),
        decided & Reviewable.claimed_by_id.is_not(None),
    )
    for case_id, state in db.session.execute(
        select(Reviewable.id, Reviewable.state).where(wrong).order_by(Reviewable.id)
    ):
        yield f"case {case_id} is {state}, and in another state as well"


def ill_timed() -> Iterator[str]:
    """Every case is due at its band or at a promise, whichever is earlier, and its rank fits."""
    promised = func.coalesce(Reviewable.protocol_due_at, Reviewable.band_due_at)
    earlier = case((promised < Reviewable.band_due_at, promised), else_=Reviewable.band_due_at)
    query = select(Reviewable.id).where(
        Reviewable.decided_at.is_(None),
        or_(Reviewable.due_at != earlier, ~Reviewable.rank.between(0, Band.LOW.rank)),
    )
    for case_id in db.session.scalars(query.order_by(Reviewable.id)):
        yield f"case {case_id} is not due when its band and its promise say"


def undone_by_halves() -> Iterator[str]:
    """What was decided is done, or will be; what was taken back left nothing behind."""
    for name, known in all_kinds().items():
        for ruling, target in proving.carried_out(known):
            if ruling.overturned_at is None and not known.stands(target, ruling):
                yield f"ruling {ruling.id} on {name} {ruling.target_id} is not what stands there"
            if ruling.overturned_at is not None and known.is_done(target, ruling):
                yield f"ruling {ruling.id} on {name} {ruling.target_id} was taken back by halves"
    for ruling_id in proving.sanctions_left():
        yield f"ruling {ruling_id} was taken back, and its sanction was not"
    for flag_id in proving.flags_still_right():
        yield f"flag {flag_id} counts as right, and what it led to was taken back"


def decided_once() -> Iterator[str]:
    """A case that was decided has one ruling, and one that waits has none."""
    for case_id in proving.decided_twice():
        yield f"case {case_id} was decided more than once"
    for case_id in proving.decided_by_nothing():
        yield f"case {case_id} is decided, and nobody knows how"
    for case_id in proving.ruled_and_open():
        yield f"case {case_id} waits, and was decided"


def put_aside_for_ever() -> Iterator[str]:
    """What was put aside comes back by itself."""
    for case_id in proving.aside_for_ever():
        yield f"case {case_id} should have come back from aside"


def two_states() -> Iterator[str]:
    """A decision waits, is carried out or is undone."""
    for ruling_id in proving.rulings_in_two_states():
        yield f"ruling {ruling_id} is undone and carried out at once"
    for case_id in proving.decided_without_end():
        yield f"case {case_id} is decided, and nobody will carry it out"


def flags_without_end() -> Iterator[str]:
    """A flag is open while its case is, and settled with it."""
    for flag_id in proving.flags_forgotten():
        yield f"flag {flag_id} waits for an answer that nobody gives"


ALL = [
    Check("every case in the queue has what it is about", lost_targets),
    Check("every decision has a moment and a name", half_decided),
    Check("no case is in two states at once", in_two_states),
    Check("every case is due when it should be", ill_timed),
    Check("every ruling is done, and every overturned one wholly undone", undone_by_halves),
    Check("every decided case has one ruling, and no other has one", decided_once),
    Check("every case comes back from aside", put_aside_for_ever),
    Check("no ruling is in two states, and each is carried out in time", two_states),
    Check("every flag waits in an open case, or has its answer", flags_without_end),
]
