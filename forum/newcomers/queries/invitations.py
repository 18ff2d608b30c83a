"""Links by which people come, and how good their sources are."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from forum.accounts.models import User
from forum.activity.models import Deed, DeedKind
from forum.activity.queries import day_of
from forum.commerce import queries as commerce
from forum.commerce.models import KEEPING, Order
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.paging import PAGE_SIZE, Cursor, Page
from forum.kernel.policy import NotFound
from forum.newcomers.models import Credit, Invitation, InvitationSource, InvitedMember
from forum.topics.models import Post, State

RETAINED_DAYS = 30
ACTIVE_DAYS = 7
# Nobody is counted as active who took longer for it.
WITHIN = timedelta(days=365)
# A source is judged by at least so many people, of whom at least so many broke rules, and who did
# so so many times as often as those of the source in the middle.
FEWEST_JOINS = 20
FEWEST_VIOLATIONS = 3
TIMES = 3


@dataclass(frozen=True)
class Quality:
    """What became of the people of a source: how many came, stayed, broke rules, and bought."""

    joins: int = 0
    # Those who have had so many days to come back, and those of them who did.
    old: int = 0
    retained: int = 0
    violations: int = 0
    # Those who bought since they came, and what stays of it; those of them who kept it for 30 days;
    # and those for whom whoever invited them has credit.
    customers: int = 0
    kept: int = 0
    credited: int = 0

    @property
    def retained_rate(self) -> int:
        """How many of a hundred came back after thirty days."""
        return round(100 * self.retained / self.old) if self.old else 0

    @property
    def violation_rate(self) -> int:
        """How many of a hundred were suspended or silenced, or had a post rejected."""
        return round(100 * self.violations / self.joins) if self.joins else 0


def invitation_at(code: str) -> Invitation:
    """The link with its source and who made it. Raises NotFound."""
    query = _links().where(Invitation.code == code)
    found: Invitation | None = db.session.scalar(query)
    if found is None:
        raise NotFound
    return found


def invitation_by_id(invitation_id: int) -> Invitation:
    """A link with its source. Raises NotFound."""
    found: Invitation | None = db.session.scalar(_links().where(Invitation.id == invitation_id))
    if found is None:
        raise NotFound
    return found


def own_invitation(member: User, invitation_id: int) -> Invitation:
    """A link that the member made for themselves. Raises NotFound."""
    found = invitation_by_id(invitation_id)
    if found.source.member_id != member.id:
        raise NotFound
    return found


def invitations_of(member: User) -> Sequence[Invitation]:
    """A member's own links, the newest first."""
    query = _links().where(InvitationSource.member_id == member.id)
    return db.session.scalars(query.order_by(Invitation.id.desc())).all()


def links_of(source_ids: Collection[int]) -> Mapping[int, Sequence[Invitation]]:
    """The links of each source, the newest first, in one query."""
    found: dict[int, list[Invitation]] = {source_id: [] for source_id in source_ids}
    query = _links().where(Invitation.source_id.in_(source_ids))
    for link in db.session.scalars(query.order_by(Invitation.id.desc())):
        found[link.source_id].append(link)
    return found


def source_of(member: User) -> InvitationSource | None:
    """A member as a source."""
    query = select(InvitationSource).where(InvitationSource.member_id == member.id)
    return db.session.scalar(query)


def campaign_called(name: str) -> InvitationSource | None:
    """The campaign of this name."""
    return db.session.scalar(select(InvitationSource).where(InvitationSource.name == name))


def source_by_id(source_id: int) -> InvitationSource:
    """A source, held for this transaction. Raises NotFound."""
    query = select(InvitationSource).where(InvitationSource.id == source_id)
    found: InvitationSource | None = db.session.scalar(query.with_for_update())
    if found is None:
        raise NotFound
    return found


def sources(after: Cursor | None = None) -> Page[InvitationSource]:
    """All sources with the members among them, the newest first."""
    query = select(InvitationSource).options(joinedload(InvitationSource.member))
    if after:
        query = query.where(InvitationSource.id < after.id)
    found = db.session.scalars(query.order_by(InvitationSource.id.desc()).limit(PAGE_SIZE + 1))
    rows = found.all()
    last = rows[PAGE_SIZE - 1] if len(rows) > PAGE_SIZE else None
    return Page(rows[:PAGE_SIZE], Cursor(0, last.id).encode() if last else None)


def all_sources() -> Sequence[InvitationSource]:
    """Every source with the member it is, for the command line and for judging."""
    query = select(InvitationSource).options(joinedload(InvitationSource.member))
    return db.session.scalars(query.order_by(InvitationSource.id)).all()


def qualities(source_ids: Collection[int] | None = None) -> Mapping[int, Quality]:
    """What became of the people of these sources, or of all; one query."""
    is_kept = Order.paid_at <= clock.now() - KEEPING
    is_old = InvitedMember.joined_day <= day_of(clock.now()) - RETAINED_DAYS
    query = (
        select(
            Invitation.source_id,
            func.count(InvitedMember.user_id),
            _how_many(is_old),
            _how_many(and_(is_old, _came_back())),
            _how_many(_broke_rules()),
            _how_many(_bought()),
            _how_many(_bought(is_kept)),
            _how_many(InvitedMember.credit == Credit.GIVEN),
        )
        .join(InvitedMember, InvitedMember.invitation_id == Invitation.id)
        .join(User, User.id == InvitedMember.user_id)
        .group_by(Invitation.source_id)
    )
    if source_ids is not None:
        query = query.where(Invitation.source_id.in_(source_ids))
    return {row[0]: Quality(*row[1:]) for row in db.session.execute(query)}


def too_bad() -> Sequence[int]:
    """The sources whose people break rules more than three times as often as usual."""
    known = qualities()
    judged = {key: one for key, one in known.items() if one.joins >= FEWEST_JOINS}
    rates = {key: one.violations / one.joins for key, one in judged.items()}
    if not rates:
        return []
    limit = TIMES * median(rates.values())
    return [
        key
        for key, rate in rates.items()
        if rate > limit and judged[key].violations >= FEWEST_VIOLATIONS
    ]


def became_active() -> Sequence[tuple[InvitedMember, int | None]]:
    """Who has been here on seven different days by now, and the member whose link it was."""
    days = (
        select(func.count(Deed.day.distinct()))
        .where(
            Deed.who_id == InvitedMember.user_id,
            Deed.kind == DeedKind.VISITED,
            Deed.stands.is_(True),
        )
        .scalar_subquery()
    )
    query = (
        select(InvitedMember, InvitationSource.member_id)
        .join(Invitation, Invitation.id == InvitedMember.invitation_id)
        .join(InvitationSource, InvitationSource.id == Invitation.source_id)
        .where(
            InvitedMember.active_at.is_(None),
            InvitedMember.joined_at > clock.now() - WITHIN,
            days >= ACTIVE_DAYS,
        )
    )
    return [(row[0], row[1]) for row in db.session.execute(query.order_by(InvitedMember.joined_at))]


def is_invited(user_id: int) -> bool:
    """Whether it is known already by which link somebody came."""
    return db.session.get(InvitedMember, user_id) is not None


def _came_back() -> ColumnElement[bool]:
    return exists().where(
        Deed.who_id == InvitedMember.user_id,
        Deed.kind == DeedKind.VISITED,
        Deed.day >= InvitedMember.joined_day + RETAINED_DAYS,
    )


def _bought(*which: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(
        Order.user_id == InvitedMember.user_id,
        Order.ordered_at >= InvitedMember.joined_at,
        commerce.is_worth_something(),
        *which,
    )


def _broke_rules() -> ColumnElement[bool]:
    rejected = exists().where(Post.author_id == User.id, Post.state == State.REJECTED)
    return or_(User.suspended_until.is_not(None), User.silenced_until.is_not(None), rejected)


def _how_many(holds: Any) -> Any:
    return func.coalesce(func.sum(case((holds, 1), else_=0)), 0)


def _links() -> Any:
    query = select(Invitation).join(Invitation.source).outerjoin(InvitationSource.member)
    return query.options(contains_eager(Invitation.source).contains_eager(InvitationSource.member))
