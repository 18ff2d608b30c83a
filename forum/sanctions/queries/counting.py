"""What counts against a member now, what is suggested, and what follows from what stands."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select

from forum.accounts.models import User
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.settings import Setting
from forum.sanctions.models import Sanction, SanctionKind, SanctionWish
from forum.sanctions.settings import STEP_MONTH, STEP_REMOVAL, STEP_SILENCE, STEP_WEEK

# From how much weight on what is suggested, the mildest first.
STEPS: Sequence[tuple[Setting[int], SanctionWish]] = (
    (STEP_SILENCE, SanctionWish(SanctionKind.SILENCE, 24)),
    (STEP_WEEK, SanctionWish(SanctionKind.SUSPENSION, 7 * 24)),
    (STEP_MONTH, SanctionWish(SanctionKind.SUSPENSION, 30 * 24)),
    (STEP_REMOVAL, SanctionWish(SanctionKind.REMOVAL)),
)


@dataclass(frozen=True)
class Step:
    """What is suggested for a member, and from how much weight on it is. A person decides."""

    wish: SanctionWish
    from_weight: int


@dataclass(frozen=True)
class Bounds:
    """What all that stands about one member comes to, as policies read it."""

    silenced_until: datetime | None
    suspended_until: datetime | None
    warned_at: datetime | None
    is_removed: bool


def violations_of(user: User) -> Sequence[Sanction]:
    """What counts against a member now, the heaviest first."""
    query = select(Sanction).where(Sanction.user_id == user.id, *_counting())
    return db.session.scalars(query.order_by(Sanction.weight.desc(), Sanction.id.desc())).all()


def weight_of(user: User) -> int:
    """How much weight counts against a member now."""
    return weights_of([user.id]).get(user.id, 0)


def weights_of(user_ids: Collection[int]) -> Mapping[int, int]:
    """How much weight counts against these members now; those without any are left out."""
    query = select(Sanction.user_id, func.sum(Sanction.weight)).where(
        Sanction.user_id.in_(user_ids), *_counting()
    )
    return {row[0]: row[1] for row in db.session.execute(query.group_by(Sanction.user_id))}


def suggested(user: User, *, adding: int = 0) -> Step | None:
    """The step that what counts now, and perhaps a new weight, comes to; None below all of them.

    Nothing is ever done by it: a person confirms, or chooses something else.
    """
    weight = weight_of(user) + adding
    reached = [Step(wish, at.get()) for at, wish in STEPS if weight >= at.get()]
    return reached[-1] if reached else None


def bounds_of(user_id: int) -> Bounds:
    """What the sanctions that stand give, those whose time has passed among them."""
    query = select(Sanction).where(Sanction.user_id == user_id, is_standing())
    query = query.order_by(Sanction.starts_at, Sanction.id)
    rows = db.session.scalars(query.execution_options(populate_existing=True)).all()
    return bounds_from(rows)


def bounds_from(rows: Sequence[Sanction]) -> Bounds:
    """The same from sanctions that stand, the earliest first."""
    unread = [one for one in rows if one.kind == SanctionKind.WARNING and one.read_at is None]
    return Bounds(
        silenced_until=_latest_end(rows, SanctionKind.SILENCE),
        suspended_until=_latest_end(rows, SanctionKind.SUSPENSION),
        warned_at=unread[0].starts_at if unread else None,
        is_removed=any(one.kind == SanctionKind.REMOVAL for one in rows),
    )


def is_standing() -> ColumnElement[bool]:
    """Not taken back, and not waiting for a second person."""
    carried = or_(Sanction.proposed_at.is_(None), Sanction.seconded_by_id.is_not(None))
    return Sanction.lifted_at.is_(None) & carried


def _latest_end(rows: Sequence[Sanction], kind: SanctionKind) -> datetime | None:
    ends = [one.ends_at for one in rows if one.kind == kind and one.ends_at is not None]
    return max(ends, default=None)


def _counting() -> tuple[ColumnElement[bool], ...]:
    return is_standing(), Sanction.weight > 0, Sanction.weighs_until > clock.now()
