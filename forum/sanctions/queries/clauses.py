"""The clauses that sanctions name, as they stood in the version that held then."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from forum.kernel.db import db
from forum.pages.models import Clause, Guidelines
from forum.sanctions.models import Sanction


@dataclass(frozen=True)
class Named:
    """A clause, and the version in which it stands."""

    number: int
    title: str
    guidelines_number: int


def clauses_named(sanctions: Sequence[Sanction]) -> Mapping[int, Named]:
    """The clause of each sanction that names one, by the sanction's id. One query."""
    keys = {one.clause_key for one in sanctions if one.clause_key}
    if not keys:
        return {}
    query = (
        select(Guidelines.number, Clause.key, Clause.number, Clause.title)
        .join(Clause, Clause.guidelines_id == Guidelines.id)
        .where(
            Clause.key.in_(keys),
            Guidelines.number.in_({one.guidelines_number for one in sanctions}),
        )
    )
    found = {(row[0], row[1]): Named(row[2], row[3], row[0]) for row in db.session.execute(query)}
    wanted = {one.id: (one.guidelines_number, one.clause_key) for one in sanctions}
    return {one: found[key] for one, key in wanted.items() if key in found}
