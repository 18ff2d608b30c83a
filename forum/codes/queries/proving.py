"""What must never be found of codes, however it came to be."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import and_, func, or_, select

from forum.codes.models import Code, CodeState, Perk, PerkClaim
from forum.kernel.db import db


class Twice(NamedTuple):
    """A code that is there several times."""

    first_id: int
    number: int


def twice() -> Sequence[Twice]:
    """Codes that differ in capitals at most."""
    same = func.upper(Code.code)
    query = select(func.min(Code.id), func.count()).group_by(same).having(func.count() > 1)
    return [Twice(row[0], row[1]) for row in db.session.execute(query)]


def with_two() -> Sequence[tuple[int, int]]:
    """Members with several codes of one pool, and the pool."""
    query = select(Code.user_id, Code.pool_id).where(Code.user_id.is_not(None))
    query = query.group_by(Code.user_id, Code.pool_id).having(func.count() > 1)
    return [(row[0] or 0, row[1]) for row in db.session.execute(query)]


def at_odds() -> Sequence[int]:
    """Codes whose state says something else than their holder."""
    has_holder = Code.user_id.is_not(None)
    wrong = or_(
        and_(Code.state.in_([CodeState.FREE, CodeState.VOID]), has_holder),
        and_(Code.state == CodeState.ASSIGNED, Code.user_id.is_(None)),
        and_(Code.state == CodeState.FREE, Code.first_revealed_at.is_not(None)),
        Code.key != func.upper(Code.code),
    )
    return db.session.scalars(select(Code.id).where(wrong)).all()


def unkept() -> Sequence[int]:
    """Claims of perks with a code that is somebody else's, or of another pool."""
    query = (
        select(PerkClaim.id)
        .join(Perk, Perk.id == PerkClaim.perk_id)
        .join(Code, Code.id == PerkClaim.code_id)
        .where(or_(Code.user_id.is_distinct_from(PerkClaim.user_id), Code.pool_id != Perk.pool_id))
    )
    return db.session.scalars(query).all()
