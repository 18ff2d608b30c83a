"""Files of orders that staff brought, and what became of their lines."""

from collections.abc import Sequence

from sqlalchemy import select

from forum.commerce.models import OPEN, ImportLine, LineOutcome, OrderImport
from forum.kernel.db import db
from forum.kernel.paging import Cursor, Page
from forum.kernel.policy import NotFound

LATEST = 10
PAGE = 100


def import_by_id(import_id: int) -> OrderImport:
    """A file that was brought, without what stands in it. Raises NotFound."""
    found = db.session.scalar(select(OrderImport).where(OrderImport.id == import_id))
    if found is None:
        raise NotFound
    return found


def latest_imports() -> Sequence[OrderImport]:
    """The last files, the latest first."""
    query = select(OrderImport).order_by(OrderImport.asked_at.desc(), OrderImport.id.desc())
    return db.session.scalars(query.limit(LATEST)).all()


def kept_file(import_id: int) -> bytes | None:
    """The file as it lies here, sealed; none when it is done with."""
    return db.session.scalar(select(OrderImport.file_sealed).where(OrderImport.id == import_id))


def next_of_import(import_id: int) -> int | None:
    """How many orders of the file are done, as the database has it now; none when it has ended."""
    query = select(OrderImport.worked).where(
        OrderImport.id == import_id, OrderImport.state.in_(OPEN)
    )
    return db.session.scalar(query)


def every_line(import_id: int) -> Sequence[ImportLine]:
    """What became of every order of a file, in its order."""
    query = select(ImportLine).where(ImportLine.import_id == import_id).order_by(ImportLine.line)
    return db.session.scalars(query).all()


def lines_of_import(
    import_id: int, outcome: LineOutcome | None, after: Cursor | None
) -> Page[ImportLine]:
    """What became of some orders of a file, in its order: all of them, or those of one outcome."""
    query = select(ImportLine).where(ImportLine.import_id == import_id).order_by(ImportLine.line)
    if outcome is not None:
        query = query.where(ImportLine.outcome == outcome)
    if after is not None:
        query = query.where(ImportLine.line > after.id)
    found = db.session.scalars(query.limit(PAGE + 1)).all()
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Page(found[:PAGE], Cursor(0, last.line).encode() if last else None)
