"""Who has which code."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.codes.models import Code, CodeState, Pool
from forum.kernel.db import db
from forum.kernel.paging import Cursor, Page
from forum.kernel.policy import NotFound

PAGE = 50
FRESH = {"populate_existing": True}


def held(user_id: int, pool_id: int) -> Code | None:
    """The code that a member has of a pool."""
    query = select(Code).where(Code.user_id == user_id, Code.pool_id == pool_id)
    return db.session.scalar(query, execution_options=FRESH)


def codes_of(member: User) -> Sequence[Code]:
    """All codes that a member has, with their pools, the newest first."""
    query = select(Code).where(Code.user_id == member.id).options(joinedload(Code.pool))
    return db.session.scalars(query.order_by(Code.assigned_at.desc(), Code.id.desc())).all()


def code_by_id(code_id: int) -> Code:
    """One code, as it stands in the database, with its pool and holder. Raises NotFound."""
    query = select(Code).where(Code.id == code_id)
    query = query.options(joinedload(Code.pool), joinedload(Code.user))
    found = db.session.scalar(query, execution_options=FRESH)
    if found is None:
        raise NotFound
    return found


def by_keys(keys: Collection[str]) -> Mapping[str, Code]:
    """The codes that are written so, in capitals, each with its pool."""
    query = select(Code).where(Code.key.in_(keys)).options(joinedload(Code.pool))
    return {row.key: row for row in db.session.scalars(query, execution_options=FRESH)}


def codes_in(
    pool: Pool, after: Cursor | None, *, asked: str = "", state: CodeState | None = None
) -> Page[Code]:
    """Codes of a pool with their holders, in the order in which they are handed out.

    Asked for is a whole code, or the name of a member.
    """
    query = select(Code).where(Code.pool_id == pool.id).options(joinedload(Code.user))
    if asked:
        member = accounts.member_called(asked.removeprefix("@"))
        named = [Code.user_id == member.id] if member else []
        query = query.where(or_(Code.key == asked.upper(), *named))
    if state is not None:
        query = query.where(Code.state == state)
    if after is not None:
        query = query.where(Code.id > after.id)
    rows = db.session.scalars(query.order_by(Code.id).limit(PAGE + 1)).all()
    more = Cursor(0, rows[PAGE - 1].id).encode() if len(rows) > PAGE else None
    return Page(rows[:PAGE], more)


def all_codes(pool: Pool) -> Sequence[tuple[str, CodeState]]:
    """Every code of a pool in plain letters, for the file that the shop gets."""
    query = select(Code.code, Code.state).where(Code.pool_id == pool.id).order_by(Code.id)
    return [(row[0], CodeState(row[1])) for row in db.session.execute(query)]
