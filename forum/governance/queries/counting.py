"""What happened in one month, as it stood at its end: the same whenever it is asked.

Every row is chosen by a moment that does not change any more once it is written, so that a month
that was forgotten gives the figures it would have given, and a frozen one can be counted again.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Row, select

from forum.appeals.models import Appeal, AppealOutcome
from forum.appeals.queries import KIND as APPEAL
from forum.appeals.settings import HOURS
from forum.audit.models import AuditEntry
from forum.governance.figures import VERSION, Fact, median, number, table
from forum.governance.months import Month
from forum.kernel.db import db
from forum.moderation.models import Flag, FlagOutcome, Outcome, Reviewable, Ruling
from forum.sanctions.models import Sanction

Found: TypeAlias = Row[*tuple[Any, ...]]
# Why a case was opened: a rule of the house did, members did, or it waits for another reason.
BY_RULE, BY_MEMBERS, BY_ORDER = "rule", "flags", "order"
PERSON, TWO_PEOPLE, RULE = "person", "two_people", "by_rule"
RIGHT, WRONG = "right", "wrong"
THROUGH, DECLINED = "through", "declined"
FLAGGED = "flagged"
WAITED = {Outcome.APPROVE: THROUGH, Outcome.DECLINE: DECLINED}
TEXTS = ("post", "edit")
# By what somebody of the team shows that a case is looked at, before it is decided.
LOOKED_AT = tuple(
    f"moderation.{verb}" for verb in ("claim", "escalate", "snooze", "wait", "propose")
)
# Nobody puts a case aside for longer; what was looked at earlier was decided in another month.
LONG_AGO = timedelta(days=180)


def count(month: Month, *, hours: int | None = None) -> dict[str, Any]:
    """The figures of a month. `hours` is what was promised for appeals then; today's otherwise."""
    promised = HOURS.get() if hours is None else hours
    decided, flags, appeals = _decided(month), _flags(month), _appeals(month)
    titles = _titles(decided)
    return {
        "version": VERSION,
        "hours": promised,
        **_of_cases(month, decided, titles),
        "flags": table(flags),
        "sanctions": table(_sanctions(month)),
        **_of_appeals(month, appeals, titles, promised),
    }


def _of_cases(month: Month, decided: Sequence[Found], titles: Mapping[str, str]) -> dict[str, Any]:
    texts = [row for row in decided if row.target_kind in TEXTS and row.outcome in WAITED]
    held = [Fact(WAITED[row.outcome], row.about_id) for row in texts]
    by_rule = [
        Fact(WAITED[row.outcome], row.about_id) for row in texts if _why(row.reason) == BY_RULE
    ]
    criticism = [
        Fact("", row.about_id)
        for row in decided
        if row.needs_second and row.outcome == Outcome.REMOVE
    ]
    return {
        "opened": table(_opened(month)),
        "deciders": table(Fact(_who(row), row.about_id) for row in decided),
        "outcomes": table(Fact(str(row.outcome), row.about_id) for row in decided),
        "clauses": table((Fact(row.clause_key, row.about_id) for row in decided), titles),
        "first_minutes": median(_first_looks(decided)),
        "final_minutes": median(
            Fact("", row.about_id, _minutes(row.created_at, row.seconded_at or row.made_at))
            for row in decided
            if not row.is_automated
        ),
        "held": table(held),
        "held_by_rule": table(by_rule),
        "criticism": number(criticism),
        "rule_overturned": number(_rules_overturned(month)),
    }


def _of_appeals(
    month: Month, decided: Sequence[Found], titles: Mapping[str, str], hours: int
) -> dict[str, Any]:
    taken_back = [row for row in decided if row.outcome == AppealOutcome.OVERTURNED]
    named = _titles_of({row.clause_key for row in taken_back} - titles.keys() - {""}, month)
    took = [Fact("", row.user_id, _minutes(row.created_at, row.decided_at)) for row in decided]
    return {
        "appeals_made": number(_appeals_made(month)),
        "appeals": table(Fact(str(row.outcome), row.user_id) for row in decided),
        "appeal_minutes": median(took),
        "appeals_in_time": number(fact for fact in took if (fact.minutes or 0) <= hours * 60),
        "overturned": table(
            (Fact(row.clause_key, row.user_id) for row in taken_back), {**titles, **named}
        ),
    }


def _opened(month: Month) -> Iterator[Fact]:
    query = select(Reviewable.reason, Reviewable.about_id).where(
        _within(month, Reviewable.created_at), Reviewable.target_kind != APPEAL
    )
    return (Fact(_why(row.reason), row.about_id) for row in db.session.execute(query))


def _decided(month: Month) -> Sequence[Found]:
    """What was decided and carried out, but for appeals, which are told of by themselves."""
    query = (
        select(
            *(Ruling.id, Ruling.case_id, Ruling.target_kind, Ruling.about_id, Ruling.outcome),
            *(Ruling.clause_key, Ruling.clause_number, Ruling.clause_title),
            *(Ruling.is_automated, Ruling.needs_second, Ruling.seconded_at, Ruling.made_at),
            *(Reviewable.reason, Reviewable.created_at),
        )
        .join(Reviewable, Reviewable.id == Ruling.case_id)
        .where(_within(month, Ruling.carried_out_at), Ruling.target_kind != APPEAL)
        .order_by(Ruling.id)
    )
    return db.session.execute(query).all()


def _rules_overturned(month: Month) -> Iterator[Fact]:
    query = select(Ruling.about_id).where(
        _within(month, Ruling.overturned_at), Ruling.is_automated.is_(True)
    )
    return (Fact("", about_id) for about_id in db.session.scalars(query))


def _first_looks(decided: Sequence[Found]) -> Iterator[Fact]:
    """How long each case lay until somebody had it in their hands, or decided at once."""
    looked = _looked_at(decided)
    for row in decided:
        if not row.is_automated:
            first = min(looked.get(row.case_id, row.made_at), row.made_at)
            yield Fact("", row.about_id, _minutes(row.created_at, first))


def _looked_at(decided: Sequence[Found]) -> Mapping[int, datetime]:
    if not decided:
        return {}
    cases = {row.case_id for row in decided}
    latest = max(row.made_at for row in decided)
    query = select(AuditEntry.at, AuditEntry.after).where(
        AuditEntry.verb.in_(LOOKED_AT),
        AuditEntry.at >= min(row.created_at for row in decided),
        AuditEntry.at.between(latest - LONG_AGO, latest),
    )
    first: dict[int, datetime] = {}
    for at, after in db.session.execute(query.order_by(AuditEntry.id)):
        case_id = int(after.get("case", 0))
        if case_id in cases:
            first.setdefault(case_id, at)
    return first


def _flags(month: Month) -> Iterator[Fact]:
    """What members flagged and the team looked at; a decision overturned later had held then."""
    query = select(Flag.outcome, Flag.user_id, Flag.case_id).where(
        _within(month, Flag.settled_at),
        Flag.outcome.in_((FlagOutcome.AGREED, FlagOutcome.DISAGREED)),
    )
    later = set(
        db.session.scalars(select(Ruling.case_id).where(Ruling.overturned_at >= month.ends))
    )
    for outcome, user_id, case_id in db.session.execute(query):
        was_right = outcome == FlagOutcome.AGREED or case_id in later
        yield Fact(RIGHT if was_right else WRONG, user_id)


def _sanctions(month: Month) -> Iterator[Fact]:
    """What began in the month, also when it was taken back since."""
    carried = Sanction.proposed_at.is_(None) | Sanction.seconded_by_id.is_not(None)
    query = select(Sanction.kind, Sanction.user_id).where(
        _within(month, Sanction.starts_at), carried
    )
    return (Fact(str(kind), user_id) for kind, user_id in db.session.execute(query))


def _appeals_made(month: Month) -> Iterator[Fact]:
    query = select(Appeal.user_id).where(_within(month, Appeal.created_at))
    return (Fact("", user_id) for user_id in db.session.scalars(query))


def _appeals(month: Month) -> Sequence[Found]:
    query = select(
        Appeal.outcome, Appeal.user_id, Appeal.clause_key, Appeal.created_at, Appeal.decided_at
    ).where(_within(month, Appeal.decided_at), Appeal.outcome.is_not(None))
    return db.session.execute(query.order_by(Appeal.id)).all()


def _titles(decided: Sequence[Found]) -> dict[str, str]:
    """What each clause was called in the newest decision by it."""
    by_number: dict[str, str] = defaultdict(str)
    for row in decided:
        if row.clause_key:
            by_number[row.clause_key] = f"{row.clause_number}. {row.clause_title}"
    return dict(by_number)


def _titles_of(keys: Collection[str], month: Month) -> dict[str, str]:
    """The same of clauses by which nothing was decided in the month, but before."""
    if not keys:
        return {}
    query = select(Ruling.clause_key, Ruling.clause_number, Ruling.clause_title).where(
        Ruling.clause_key.in_(keys), Ruling.made_at < month.ends
    )
    return _titles(db.session.execute(query.order_by(Ruling.id)).all())


def _why(reason: str) -> str:
    if reason == FLAGGED:
        return BY_MEMBERS
    return BY_RULE if reason.startswith("automod") or reason == "wave" else BY_ORDER


def _who(row: Found) -> str:
    if row.is_automated:
        return RULE
    return TWO_PEOPLE if row.seconded_at is not None else PERSON


def _within(month: Month, moment: Any) -> ColumnElement[bool]:
    inside: ColumnElement[bool] = (moment >= month.starts) & (moment < month.ends)
    return inside


def _minutes(begin: datetime, end: datetime) -> float:
    return max(0.0, (end - begin).total_seconds() / 60)
