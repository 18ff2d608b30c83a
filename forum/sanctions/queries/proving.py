"""What `forum verify` asks of sanctions: whether members' rows say what was decided."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import ColumnElement, Select, and_, or_, select

from forum.accounts.models import Leaving, MergedMember, User
from forum.kernel.db import db
from forum.sanctions.models import Sanction, SanctionKind
from forum.sanctions.queries.counting import Bounds, bounds_from, is_standing
from forum.sanctions.settings import DAYS

AT_ONCE = 500


def wrong_bounds() -> Iterator[tuple[int, str]]:
    """Members whose row says something else than their sanctions give, with what of it."""
    ids = db.session.scalars(_looked_at()).all()
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        given = _given(some)
        for user in db.session.scalars(select(User).where(User.id.in_(some)).order_by(User.id)):
            yield from ((user.id, what) for what in _amiss(user, given[user.id]))


def removals_by_one() -> Sequence[int]:
    """Removals that were carried out without another person; merged accounts may be one by now."""
    merged = select(MergedMember.into_id)
    query = select(Sanction.id).where(
        Sanction.kind == SanctionKind.REMOVAL,
        or_(
            Sanction.proposed_at.is_(None),
            and_(
                Sanction.seconded_by_id == Sanction.given_by_id,
                Sanction.given_by_id.not_in(merged),
            ),
        ),
    )
    return db.session.scalars(query.order_by(Sanction.id)).all()


def half_written() -> Sequence[int]:
    """Sanctions without the end, the weight or the person that they must have."""
    has_end = Sanction.kind.in_([SanctionKind.SILENCE, SanctionKind.SUSPENSION])
    weighs = is_standing() & (Sanction.weight > 0)
    query = select(Sanction.id).where(
        or_(
            has_end != Sanction.ends_at.is_not(None),
            weighs & Sanction.weighs_until.is_(None),
            Sanction.weight.not_in([0, *DAYS]),
            Sanction.lifted_at.is_(None) != Sanction.lifted_by_id.is_(None),
            (Sanction.kind != SanctionKind.REMOVAL) & Sanction.proposed_at.is_not(None),
        )
    )
    return db.session.scalars(query.order_by(Sanction.id)).all()


def _looked_at() -> Select[int]:
    """Those kept away in some way, or with a sanction; who left or was merged has a row of none."""
    gone = select(Leaving.user_id).where(Leaving.closed_at.is_not(None))
    merged = select(MergedMember.from_id)
    return (
        select(User.id)
        .where(
            User.id.not_in(gone),
            User.id.not_in(merged),
            or_(*_kept_away(), User.id.in_(select(Sanction.user_id))),
        )
        .order_by(User.id)
    )


def _kept_away() -> Sequence[ColumnElement[bool]]:
    closed = User.deactivated_at.is_not(None) & User.approved_at.is_not(None)
    columns = (User.silenced_until, User.suspended_until, User.warned_at)
    return [*(column.is_not(None) for column in columns), closed]


def _given(user_ids: Sequence[int]) -> Mapping[int, Bounds]:
    query = select(Sanction).where(Sanction.user_id.in_(user_ids), is_standing())
    rows = db.session.scalars(query.order_by(Sanction.starts_at, Sanction.id)).all()
    return {one: bounds_from([row for row in rows if row.user_id == one]) for one in user_ids}


def _amiss(user: User, given: Bounds) -> Iterator[str]:
    if user.silenced_until != given.silenced_until:
        yield "silenced_until"
    if user.suspended_until != given.suspended_until:
        yield "suspended_until"
    if user.warned_at != given.warned_at:
        yield "warned_at"
    if (user.deactivated_at is not None) != given.is_removed:
        yield "deactivated_at"
