"""In which orders codes were used, and which of that should not be."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, case, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from forum.codes.models import Code, CodeUse
from forum.kernel.db import db
from forum.kernel.paging import Cursor, Page

PAGE = 50


def odd_uses(after: Cursor | None) -> Page[CodeUse]:
    """Uses by somebody else than the member, and all of codes that were used twice; newest first.

    Each with its order, its code, the pool and the member.
    """
    loaded = joinedload(CodeUse.code)
    query = select(CodeUse).where(or_(CodeUse.is_leaked, _is_double()))
    query = query.options(
        joinedload(CodeUse.order), loaded.joinedload(Code.pool), loaded.joinedload(Code.user)
    )
    if after is not None:
        query = query.where(CodeUse.id < after.id)
    rows = db.session.scalars(query.order_by(CodeUse.id.desc()).limit(PAGE + 1)).all()
    more = Cursor(0, rows[PAGE - 1].id).encode() if len(rows) > PAGE else None
    return Page(rows[:PAGE], more)


def use_counts() -> Mapping[str, int]:
    """How many uses there were, how many by others, how many too often, how many given back."""

    def number(which: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((which, 1), else_=0)), 0)

    given_back = CodeUse.refunded_at.is_not(None)
    query = select(
        func.count(), number(CodeUse.is_leaked.is_(True)), number(_is_double()), number(given_back)
    )
    row = db.session.execute(query.select_from(CodeUse)).one()
    return dict(zip(("all", "leaked", "double", "refunded"), row, strict=True))


def _is_double() -> ColumnElement[bool]:
    other = aliased(CodeUse)
    return exists().where(other.code_id == CodeUse.code_id, other.id != CodeUse.id)
