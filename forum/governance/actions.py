"""Freezing the figures of a month; noting what was said about decisions that differ."""

from sqlalchemy.exc import IntegrityError

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.governance import policy, queries
from forum.governance.alike import Likeness
from forum.governance.models import ConsistencyTalk, TransparencyMonth
from forum.governance.months import Month
from forum.kernel import clock, handover
from forum.kernel.db import db
from forum.kernel.policy import Invalid, NotFound, require
from forum.kernel.unit import action
from forum.markup.typed import clean

LONGEST_NOTE = 2000


def make_missing() -> int:
    """Freeze every month that is over and was not frozen; says how many. Done twice, it is done."""
    return sum(make(month) for month in queries.missing())


@action
def make(month: Month) -> bool:
    """Freeze a month that is over, once; says whether this did it. Raises Invalid for `month`."""
    if month.ends > clock.now():
        raise Invalid("month", "not_over")
    if db.session.get(TransparencyMonth, month.key) is not None:
        return False
    try:
        with db.session.begin_nested():
            db.session.add(TransparencyMonth(month=month.key, figures=queries.count(month)))
    except IntegrityError:
        # Another worker made it at the same moment, from the same rows.
        return False
    return True


@action
def talk(by: User, likeness: Likeness, *, up_to_id: int, note: str | None) -> ConsistencyTalk:
    """Note what was said about decisions that differ. Raises Invalid for `note`, and NotFound.

    The note is about what was seen: when something was decided meanwhile, it is looked at first.
    """
    require(policy.can_compare(by))
    words = clean(note or "").strip()
    if not words:
        raise Invalid("note", "empty")
    if len(words) > LONGEST_NOTE:
        raise Invalid("note", "too_long", most=LONGEST_NOTE)
    newest = queries.newest_of(likeness)
    if newest is None:
        raise NotFound
    if newest != up_to_id:
        raise Invalid("note", "decided_meanwhile")
    made = ConsistencyTalk(
        clause_key=likeness.clause_key,
        target_kind=likeness.target_kind,
        record=likeness.record,
        up_to_id=up_to_id,
        note=words,
        talked_by_id=by.id,
    )
    db.session.add(made)
    db.session.flush()
    after = {"clause": likeness.clause_key, "ruling": up_to_id, "note": words}
    audit.record(by, "governance.talk", "consistency_talk", made.id, after=after)
    return made


@action
def hand_over(from_id: int, into_id: int) -> None:
    """What the one account noted was said by the other."""
    handover.hand_over(ConsistencyTalk.talked_by_id, from_id=from_id, into_id=into_id)
