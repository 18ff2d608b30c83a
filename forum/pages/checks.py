"""What the pages about the house promise to `forum verify`."""

from collections.abc import Iterator

from sqlalchemy import func, select

from forum.accounts.models import User
from forum.accounts.settings import GUIDELINES_VERSION
from forum.kernel.db import db
from forum.kernel.manifest import Check
from forum.pages.models import Acceptance, Clause, Guidelines, PageVersion


def clauses_out_of_order() -> Iterator[str]:
    """Clauses count from 1 without gaps, so that a number always means one rule."""
    query = select(Guidelines.number, Clause.number).join(
        Guidelines, Guidelines.id == Clause.guidelines_id
    )
    seen: dict[int, list[int]] = {}
    for version, number in db.session.execute(query.order_by(Guidelines.number, Clause.number)):
        seen.setdefault(version, []).append(number)
    for version, numbers in seen.items():
        if numbers != list(range(1, len(numbers) + 1)):
            yield f"the clauses of guidelines {version} are numbered {numbers}"


def versions_out_of_order() -> Iterator[str]:
    """Versions of a page count from 1 without gaps."""
    query = select(PageVersion.page, func.count(), func.max(PageVersion.number))
    for page, count, highest in db.session.execute(query.group_by(PageVersion.page)):
        if count != highest:
            yield f"{page} has {count} versions, and the last is number {highest}"


def acceptances_of_nothing() -> Iterator[str]:
    """Whatever members accepted or must accept was published."""
    published = set(
        db.session.scalars(select(Guidelines.number).where(Guidelines.published_at.is_not(None)))
    )
    needed = GUIDELINES_VERSION.get()
    if needed and needed not in published:
        yield f"members must accept guidelines {needed}, which nobody published"
    query = (
        select(User.guidelines_accepted, func.count(), func.min(User.id))
        .where(User.guidelines_accepted > 0)
        .group_by(User.guidelines_accepted)
    )
    for number, count, first in db.session.execute(query):
        if number not in published:
            who = f"{count} members, such as {first},"
            yield f"{who} accepted guidelines {number}, which nobody published"
    unpublished = (
        select(Acceptance.id)
        .join(Guidelines, Guidelines.id == Acceptance.guidelines_id)
        .where(Guidelines.published_at.is_(None))
    )
    for acceptance_id in db.session.scalars(unpublished):
        yield f"acceptance {acceptance_id} is of guidelines that nobody published"


def yeses_without_a_moment() -> Iterator[str]:
    """Whoever may come in and has accepted guidelines has a row that says when."""
    query = (
        select(User.id)
        .outerjoin(Acceptance, Acceptance.user_id == User.id)
        .where(User.guidelines_accepted > 0, User.approved_at.is_not(None))
        .where(User.deactivated_at.is_(None), Acceptance.id.is_(None))
    )
    for user_id in db.session.scalars(query):
        yield f"member {user_id} accepted guidelines, and nobody knows when"


ALL = [
    Check("clauses and versions are numbered without gaps", clauses_out_of_order),
    Check("pages count their versions", versions_out_of_order),
    Check("accepted guidelines were published", acceptances_of_nothing),
    Check("every yes to the guidelines has its moment", yeses_without_a_moment),
]
