"""Who came by the link of a member and became a customer, and whether that member has the credit.

What somebody brings follows from their orders of this moment: taking in, comparing with what is
kept, and showing ask the same function.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import aliased

from forum.accounts.models import Role, User
from forum.activity.models import Deed, DeedKind
from forum.commerce import money
from forum.commerce import queries as commerce
from forum.commerce.models import KEEPING, Order
from forum.kernel import clock
from forum.kernel.db import db
from forum.newcomers.models import Credit, Invitation, InvitationSource, InvitedMember
from forum.newcomers.settings import LEAST_ORDER

AT_ONCE = 500
# What is kept from a moment on is looked at once an hour.
LATE = timedelta(hours=2)
# In these somebody was found to be a customer, and the least sum of that day holds on.
LOOKED_AT = frozenset({Credit.GIVEN, Credit.TOO_SMALL})


@dataclass(frozen=True)
class Judged:
    """What somebody who came by a link brings to whoever invited them."""

    invited: InvitedMember
    inviter_id: int | None
    credit: Credit
    # The order that brings it, and since when it is kept; only where the credit is given.
    order_id: int | None = None
    at: datetime | None = None
    least: int | None = None


@dataclass(frozen=True)
class Credits:
    """How many customers a member brought; and how many bring nothing, by why not."""

    given: int = 0
    before: int = 0
    same_address: int = 0
    team: int = 0
    # Too little of what they bought stays, or nothing.
    little: int = 0

    @property
    def in_all(self) -> int:
        """How many of those who came bought something."""
        return self.given + self.before + self.same_address + self.team + self.little


@dataclass(frozen=True)
class _Came:
    """Somebody who came by a link, as far as it matters here."""

    invited: InvitedMember
    role: Role
    email: str
    inviter_id: int | None
    inviter_email: str


def judged(members: Collection[int] | None = None, at: datetime | None = None) -> Sequence[Judged]:
    """What these members, or all who came, bring at a moment. Accounts that are closed, and those
    who were invited by one, are left as they are: of whoever left no order tells anything."""
    now, found = at or clock.now(), []
    for some in _batches(members):
        came = _came(some)
        orders = commerce.paid_orders_of([one.invited.user_id for one in came])
        emails = {one.invited.user_id: one.email for one in came}
        emails |= {one.inviter_id: one.inviter_email for one in came if one.inviter_id}
        keys = commerce.address_keys(emails)
        found += [_judge(one, orders.get(one.invited.user_id, []), keys, now) for one in came]
    return found


def credits_given(members: Collection[int]) -> Mapping[int, Sequence[Deed]]:
    """The deeds that stand by which these members brought something, by member. One query."""
    found: dict[int, list[Deed]] = {}
    query = select(Deed).where(
        Deed.kind == DeedKind.BROUGHT_CUSTOMER, Deed.stands.is_(True), Deed.to_id.in_(members)
    )
    for deed in db.session.scalars(query.order_by(Deed.id)):
        if deed.to_id is not None:
            found.setdefault(deed.to_id, []).append(deed)
    return found


def came_by_links(members: Collection[int]) -> bool:
    """Whether any of these members came by a link."""
    query = select(InvitedMember.user_id).where(InvitedMember.user_id.in_(members)).limit(1)
    return db.session.scalar(query) is not None


def guests_of(member_id: int) -> Sequence[int]:
    """Who came by the links of a member."""
    query = (
        select(InvitedMember.user_id)
        .join(Invitation, Invitation.id == InvitedMember.invitation_id)
        .join(InvitationSource, InvitationSource.id == Invitation.source_id)
        .where(InvitationSource.member_id == member_id)
    )
    return db.session.scalars(query.order_by(InvitedMember.user_id)).all()


def credits_of(member: User) -> Credits:
    """How many customers the member brought, without saying who. One query."""
    query = (
        select(InvitedMember.credit, func.count())
        .join(Invitation, Invitation.id == InvitedMember.invitation_id)
        .join(InvitationSource, InvitationSource.id == Invitation.source_id)
        .where(InvitationSource.member_id == member.id)
        .group_by(InvitedMember.credit)
    )
    counts = {Credit(row[0]): row[1] for row in db.session.execute(query)}
    return Credits(
        given=counts.get(Credit.GIVEN, 0),
        before=counts.get(Credit.BEFORE, 0),
        same_address=counts.get(Credit.SAME_ADDRESS, 0),
        team=counts.get(Credit.TEAM, 0),
        little=counts.get(Credit.TOO_SMALL, 0) + counts.get(Credit.SENT_BACK, 0),
    )


def wrongly_credited() -> Iterator[str]:
    """Who brings another thing than is kept, and has for a while; and deeds that say otherwise."""
    before = {one.invited.user_id: one.credit for one in judged(None, clock.now() - LATE)}
    everybody = judged()
    for one in everybody:
        kept, user_id = Credit(one.invited.credit), one.invited.user_id
        if kept not in {one.credit, before.get(user_id, one.credit)}:
            yield f"member {user_id} brings {one.credit}, and {kept} is kept"
    for some in _batches([one.invited.user_id for one in everybody]):
        deeds = credits_given(some or [])
        for one in everybody:
            if one.invited.user_id in (some or []):
                yield from _deeds_amiss(one, deeds.get(one.invited.user_id, []))


def _deeds_amiss(one: Judged, deeds: Sequence[Deed]) -> Iterator[str]:
    wanted = [one.inviter_id] if one.invited.credit == Credit.GIVEN else []
    if [deed.who_id for deed in deeds] != wanted:
        yield f"member {one.invited.user_id} brings credit by {len(deeds)} deeds"


def _came(members: Collection[int] | None) -> Sequence[_Came]:
    """Those of the members who came by a link and bought something, or brought something once."""
    inviter = aliased(User)
    bought = exists().where(Order.user_id == InvitedMember.user_id)
    brought = exists().where(
        Deed.to_id == InvitedMember.user_id,
        Deed.kind == DeedKind.BROUGHT_CUSTOMER,
        Deed.stands.is_(True),
    )
    query = (
        select(InvitedMember, User.role, User.email, InvitationSource.member_id, inviter.email)
        .join(User, User.id == InvitedMember.user_id)
        .join(Invitation, Invitation.id == InvitedMember.invitation_id)
        .join(InvitationSource, InvitationSource.id == Invitation.source_id)
        .outerjoin(inviter, inviter.id == InvitationSource.member_id)
        .where(or_(bought, brought, InvitedMember.credit != Credit.NONE))
        .where(User.deactivated_at.is_(None), inviter.deactivated_at.is_(None))
    )
    if members is not None:
        query = query.where(InvitedMember.user_id.in_(members))
    query = query.order_by(InvitedMember.user_id)
    rows = db.session.execute(query.execution_options(populate_existing=True))
    return [_Came(row[0], row[1], row[2], row[3], row[4] or "") for row in rows]


def _judge(
    one: _Came, orders: Sequence[Order], keys: Mapping[int, set[str]], now: datetime
) -> Judged:
    since = [order for order in orders if order.ordered_at >= one.invited.joined_at]
    first = next((order for order in since if order.net_minor > 0), None)
    if one.inviter_id is None or not since:
        return Judged(one.invited, one.inviter_id, Credit.NONE)
    if first is None or first.paid_at is None:
        return Judged(one.invited, one.inviter_id, Credit.SENT_BACK)
    if not first.is_kept(now):
        return Judged(one.invited, one.inviter_id, Credit.WAITING)
    least = one.invited.credit_least
    least = LEAST_ORDER.get() if least is None else least
    why = _why_not(one, is_known=len(since) < len(orders), keys=keys)
    if why is None and money.major(first.net_minor, first.currency) < least:
        why = Credit.TOO_SMALL
    if why is not None:
        return Judged(one.invited, one.inviter_id, why, least=least)
    at = first.paid_at + KEEPING
    return Judged(one.invited, one.inviter_id, Credit.GIVEN, first.id, at, least)


def _why_not(one: _Came, *, is_known: bool, keys: Mapping[int, set[str]]) -> Credit | None:
    """Why the inviter has nothing of it; who joins the team later takes nothing from anybody."""
    if one.role != Role.MEMBER and one.invited.credit != Credit.GIVEN:
        return Credit.TEAM
    if is_known:
        return Credit.BEFORE
    if one.inviter_id is not None and keys[one.invited.user_id] & keys[one.inviter_id]:
        return Credit.SAME_ADDRESS
    return None


def _batches(members: Collection[int] | None) -> Iterator[Collection[int] | None]:
    if members is None:
        members = db.session.scalars(select(InvitedMember.user_id)).all()
    ids = sorted(members)
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]
