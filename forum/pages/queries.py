"""Reading the pages about the house, their versions, and what members accepted."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from forum.accounts.models import User, Viewer
from forum.kernel.db import db
from forum.kernel.policy import NotFound
from forum.markup.differences import Line, difference
from forum.pages.models import Acceptance, Clause, Guidelines, PageName, PageVersion

T = TypeVar("T")
# Beyond this, a number in an address is none of ours.
LARGEST = 2**31 - 1


@dataclass(frozen=True)
class ClauseChange:
    """What became of a clause: new, changed, or gone; with the lines that show how."""

    kind: str
    clause: Clause
    lines: Sequence[Line] = ()


@dataclass(frozen=True)
class Changes:
    """The guidelines as they are, and what is different since the reader accepted some."""

    guidelines: Guidelines
    since: Guidelines | None
    clauses: Sequence[ClauseChange]
    summary: Sequence[Line]

    @property
    def is_first(self) -> bool:
        """Whether the reader has not accepted any version."""
        return self.since is None


@dataclass(frozen=True)
class Step:
    """A version, and how many clauses it brought, changed and took away."""

    guidelines: Guidelines
    new: int
    changed: int
    gone: int


def current_page(page: PageName) -> PageVersion | None:
    """The text that is shown, if one was ever published."""
    query = select(PageVersion).where(PageVersion.page == page)
    return db.session.scalar(query.order_by(PageVersion.number.desc()).limit(1))


def page_version(page: PageName, number: int) -> PageVersion:
    """One version of a page, with who published it. Raises NotFound."""
    query = select(PageVersion).where(PageVersion.page == page, PageVersion.number == number)
    return _found(query.options(joinedload(PageVersion.published_by)), number)


def versions_of(page: PageName) -> Sequence[PageVersion]:
    """All versions of a page, newest first, with who published them."""
    query = select(PageVersion).where(PageVersion.page == page)
    query = query.options(joinedload(PageVersion.published_by))
    return db.session.scalars(query.order_by(PageVersion.number.desc())).all()


def current_guidelines() -> Guidelines | None:
    """The guidelines that hold now, if there are any."""
    query = select(Guidelines).where(Guidelines.published_at.is_not(None))
    return db.session.scalar(query.order_by(Guidelines.number.desc()).limit(1))


def guidelines_at(number: int) -> Guidelines:
    """A published version. Raises NotFound."""
    query = select(Guidelines).where(
        Guidelines.number == number, Guidelines.published_at.is_not(None)
    )
    return _found(query, number)


def published_by(moment: datetime, *, at_least: int) -> Guidelines | None:
    """The newest version that was there at this moment, and not below this number."""
    query = select(Guidelines).where(
        Guidelines.published_at <= moment, Guidelines.number >= at_least
    )
    newest = db.session.scalar(query.order_by(Guidelines.number.desc()).limit(1))
    if newest is not None:
        return newest
    exact = select(Guidelines).where(
        Guidelines.number == at_least, Guidelines.published_at.is_not(None)
    )
    return db.session.scalar(exact)


def draft() -> Guidelines | None:
    """The version that is being written, if there is one."""
    return db.session.scalar(select(Guidelines).where(Guidelines.published_at.is_(None)))


def open_draft() -> Guidelines:
    """The version that is being written. Raises NotFound."""
    found = draft()
    if found is None:
        raise NotFound
    return found


def published() -> Sequence[Guidelines]:
    """All published versions, newest first, with who published them."""
    query = select(Guidelines).where(Guidelines.published_at.is_not(None))
    query = query.options(joinedload(Guidelines.published_by))
    return db.session.scalars(query.order_by(Guidelines.number.desc())).all()


def clauses_of(guidelines: Guidelines) -> Sequence[Clause]:
    """The clauses of a version, in their order."""
    query = select(Clause).where(Clause.guidelines_id == guidelines.id)
    return db.session.scalars(query.order_by(Clause.number, Clause.id)).all()


def clause_at(guidelines: Guidelines, number: int) -> Clause:
    """The clause with this number. Raises NotFound."""
    query = select(Clause).where(Clause.guidelines_id == guidelines.id, Clause.number == number)
    return _found(query, number)


def last_accepted(user_id: int) -> int:
    """The highest version that a member has said yes to; 0 for none."""
    query = select(func.max(Guidelines.number)).join(
        Acceptance, Acceptance.guidelines_id == Guidelines.id
    )
    return db.session.scalar(query.where(Acceptance.user_id == user_id)) or 0


def accepted_count(guidelines: Guidelines) -> int:
    """How many members have said yes to this version or a later one."""
    query = select(func.count(User.id)).where(
        User.guidelines_accepted >= guidelines.number,
        User.approved_at.is_not(None),
        User.deactivated_at.is_(None),
    )
    return db.session.scalar(query) or 0


def changes_for(viewer: Viewer) -> Changes:
    """What is different since the reader said yes. Raises NotFound without guidelines."""
    present = current_guidelines()
    if present is None:
        raise NotFound
    since = None
    if viewer.guidelines_accepted:
        since = guidelines_at(viewer.guidelines_accepted)
    return changes_between(since, present)


def changes_between(since: Guidelines | None, present: Guidelines) -> Changes:
    """What is different from one version to another."""
    summary = difference(since.summary, present.summary) if since else ()
    before = clauses_of(since) if since else ()
    is_same = since is not None and since.summary == present.summary
    clauses = _changed(before, clauses_of(present)) if since else ()
    return Changes(present, since, clauses, () if is_same else summary)


def history() -> Sequence[Step]:
    """Every published version, newest first, with what it changed of the clauses. Two queries."""
    versions = published()
    query = select(Clause).where(Clause.guidelines_id.in_([one.id for one in versions]))
    by_version: dict[int, list[Clause]] = {one.id: [] for one in versions}
    for clause in db.session.scalars(query.order_by(Clause.number, Clause.id)):
        by_version[clause.guidelines_id].append(clause)
    found = []
    for version, before in zip_longest(versions, versions[1:]):
        earlier = by_version[before.id] if before else ()
        kinds = Counter(one.kind for one in _changed(earlier, by_version[version.id]))
        found.append(Step(version, kinds["new"], kinds["changed"], kinds["gone"]))
    return found


def _changed(before: Sequence[Clause], after: Sequence[Clause]) -> Sequence[ClauseChange]:
    earlier = {clause.key: clause for clause in before}
    found = []
    for clause in after:
        old = earlier.pop(clause.key, None)
        if old is None:
            found.append(ClauseChange("new", clause))
        elif _words(old) != _words(clause):
            lines = difference(_words(old), _words(clause))
            found.append(ClauseChange("changed", clause, lines))
    return [*found, *(ClauseChange("gone", clause) for clause in earlier.values())]


def _words(clause: Clause) -> str:
    """A clause as lines that can be compared; a sign tells the examples apart."""
    dos = [f"+ {line}" for line in clause.do_lines]
    donts = [f"− {line}" for line in clause.dont_lines]  # noqa: RUF001 -- the sign is meant
    return "\n".join([clause.title, clause.body, *dos, *donts])


def _found(query: Select[T], number: int) -> T:
    found = db.session.scalar(query) if 0 < number <= LARGEST else None
    if found is None:
        raise NotFound
    return found
