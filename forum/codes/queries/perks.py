"""Perks: which there are, who may take a code of which, and who has or waits for one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, case, exists, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from forum.accounts.models import User
from forum.badges import queries as badges
from forum.codes.links import shop_link
from forum.codes.models import Audience, Perk, PerkClaim, PerkGuest, Pool
from forum.codes.policy import Reach, can_claim, can_know
from forum.codes.queries.pools import shops_of
from forum.commerce.models import Product, Store
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import NotFound, Verdict
from forum.tiers import queries as tiers

MOST = 100
FRESH = {"populate_existing": True}
WAITS = PerkClaim.code_id.is_(None)


@dataclass(frozen=True)
class Offer:
    """A perk as a member sees it: whether they may, what they have, where they stand."""

    perk: Perk
    verdict: Verdict
    claim: PerkClaim | None = None
    # In the line, from 1; 0 for who is not in it.
    place: int = 0
    # Where in the shop the code is put in by itself.
    link: str = ""


@dataclass(frozen=True)
class Kept:
    """How far a perk is kept: who may have it, who asked, who has a code, who waits."""

    perk: Perk
    entitled: int
    claimed: int
    delivered: int

    @property
    def waiting(self) -> int:
        """Who asked and has nothing yet."""
        return self.claimed - self.delivered


def perk_by_id(perk_id: int) -> Perk:
    """One perk with all that it names. Raises NotFound."""
    found = db.session.scalar(_perks().where(Perk.id == perk_id), execution_options=FRESH)
    if found is None:
        raise NotFound
    return found


def perk_for(member: User, perk_id: int) -> Perk:
    """The same for a member; a list of others is not there. Raises NotFound."""
    found = perk_by_id(perk_id)
    if not can_know(found, reach_of(member)):
        raise NotFound
    return found


def reach_of(member: User) -> Reach:
    """What opens perks to a member. Four queries."""
    lists = select(PerkGuest.perk_id).where(PerkGuest.user_id == member.id)
    return Reach(
        tiers=tiers.tiers_of(member),
        badges=frozenset(award.badge_id for award in badges.held_by(member)),
        lists=frozenset(db.session.scalars(lists)),
    )


def offers_for(member: User) -> Sequence[Offer]:
    """The perks that a member hears of, the newest first; of those that are over, their own."""
    claims = {row.perk_id: row for row in _claims_of(member)}
    now = clock.now()
    lasts = Perk.ended_at.is_(None) & or_(Pool.ends_at.is_(None), Pool.ends_at >= now)
    listed = exists().where(PerkGuest.perk_id == Perk.id, PerkGuest.user_id == member.id)
    known = lasts & ((Perk.audience != Audience.LIST) | listed)
    query = _perks().where(or_(known, Perk.id.in_(claims.keys())))
    own_first = case((Perk.id.in_(claims.keys()), 0), else_=1)
    found = db.session.scalars(query.order_by(own_first, Perk.id.desc()).limit(MOST))
    rows = sorted(found, key=lambda one: -one.id)
    if not rows:
        return []
    reach, places = reach_of(member), _places([row for row in claims.values() if not row.code_id])
    shops = shops_of([row.pool for row in rows])
    return [
        Offer(
            row,
            can_claim(member, row, reach),
            claims.get(row.id),
            places.get(row.id, 0),
            _link(claims.get(row.id), shops[row.pool_id]),
        )
        for row in rows
    ]


def claim_of(member: User, perk: Perk) -> PerkClaim | None:
    """What a member asked for, as it stands in the database, with its code."""
    query = select(PerkClaim).where(PerkClaim.user_id == member.id, PerkClaim.perk_id == perk.id)
    query = query.options(joinedload(PerkClaim.code))
    return db.session.scalar(query, execution_options=FRESH)


def has_line_before(claim: PerkClaim, pool_id: int) -> bool:
    """Whether somebody waits for a code of the pool for longer."""
    others = exists().where(
        WAITS, PerkClaim.id < claim.id, PerkClaim.perk_id == Perk.id, *_open(pool_id)
    )
    return bool(db.session.scalar(select(others)))


def first_in_line(pool_id: int, number: int) -> Sequence[PerkClaim]:
    """Who waits the longest for a code of the pool, with the members."""
    query = select(PerkClaim).join(Perk, PerkClaim.perk_id == Perk.id)
    query = query.where(WAITS, *_open(pool_id)).order_by(PerkClaim.id).limit(number)
    return db.session.scalars(query.options(joinedload(PerkClaim.user))).all()


def pools_waited_for() -> Sequence[Pool]:
    """Pools for whose codes somebody waits."""
    waited = select(Perk.pool_id).join(PerkClaim, PerkClaim.perk_id == Perk.id)
    waited = waited.where(WAITS, Perk.ended_at.is_(None))
    return db.session.scalars(select(Pool).where(Pool.id.in_(waited)).order_by(Pool.id)).all()


def guests_of(perk: Perk) -> Sequence[PerkGuest]:
    """Who is on the list of a perk, with the members."""
    query = select(PerkGuest).where(PerkGuest.perk_id == perk.id).join(PerkGuest.user)
    query = query.options(contains_eager(PerkGuest.user)).order_by(User.name_key)
    return db.session.scalars(query).all()


def kept() -> Sequence[Kept]:
    """All perks, the newest first, with how far they are kept. Six queries."""
    asked = select(PerkClaim.perk_id, func.count(), func.count(PerkClaim.code_id))
    claimed = {
        row[0]: (row[1], row[2])
        for row in db.session.execute(asked.group_by(asked.selected_columns[0]))
    }
    listed = select(PerkGuest.perk_id, func.count()).group_by(PerkGuest.perk_id)
    guests = {row[0]: row[1] for row in db.session.execute(listed)}
    holders, awarded = tiers.entitled(), badges.holder_counts()
    found = []
    for row in db.session.scalars(_perks().order_by(Perk.id.desc())):
        many = {
            Audience.TIER: len(holders.get(row.tier_id or 0, ())),
            Audience.BADGE: awarded.get(row.badge_id or 0, 0),
            Audience.LIST: guests.get(row.id, 0),
        }
        found.append(Kept(row, many[Audience(row.audience)], *claimed.get(row.id, (0, 0))))
    return found


def _perks() -> Select[Perk]:
    loaded = joinedload(Perk.tier), joinedload(Perk.badge)
    return select(Perk).join(Perk.pool).options(contains_eager(Perk.pool), *loaded)


def _open(pool_id: int) -> Sequence[ColumnElement[bool]]:
    return (Perk.pool_id == pool_id, Perk.ended_at.is_(None))


def _claims_of(member: User) -> Sequence[PerkClaim]:
    query = select(PerkClaim).where(PerkClaim.user_id == member.id)
    return db.session.scalars(query.options(joinedload(PerkClaim.code))).all()


def _places(waiting: Sequence[PerkClaim]) -> Mapping[int, int]:
    """For each perk how far ahead its claim stands in the line for its pool; one query."""
    if not waiting:
        return {}
    mine, theirs = aliased(PerkClaim), aliased(Perk)
    ahead = (
        select(func.count())
        .select_from(PerkClaim)
        .join(Perk, Perk.id == PerkClaim.perk_id)
        .where(WAITS, Perk.pool_id == theirs.pool_id, Perk.ended_at.is_(None))
        .where(PerkClaim.id <= mine.id)
        .correlate(mine, theirs)
        .scalar_subquery()
    )
    query = select(mine.perk_id, ahead).join(theirs, theirs.id == mine.perk_id)
    found = query.where(mine.id.in_([row.id for row in waiting]))
    return {row[0]: row[1] for row in db.session.execute(found)}


def _link(claim: PerkClaim | None, shop: tuple[Product | None, Store | None]) -> str:
    if claim is None or claim.code is None or claim.code.first_revealed_at is None:
        return ""
    product, store = shop
    return shop_link(claim.code.code, product, store)
