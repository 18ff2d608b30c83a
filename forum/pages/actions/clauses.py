"""Clauses of guidelines that are being written: added, changed, moved, removed."""

from enum import StrEnum

from sqlalchemy import select

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.kernel.db import db
from forum.kernel.policy import require
from forum.kernel.unit import action
from forum.pages import policy, queries
from forum.pages.actions.texts import ClauseText, new_clause, put_clause
from forum.pages.models import Clause, Guidelines


class Step(StrEnum):
    """One place up or down."""

    UP = "up"
    DOWN = "down"


@action
def add_clause(admin: User, guidelines: Guidelines, text: ClauseText) -> Clause:
    """Add a rule at the end. Raises Invalid."""
    require(policy.can_change(admin, guidelines))
    clause = new_clause(guidelines, len(queries.clauses_of(guidelines)) + 1, text)
    db.session.add(clause)
    db.session.flush()
    _record(admin, "pages.add_clause", clause)
    return clause


@action
def change_clause(admin: User, guidelines: Guidelines, clause: Clause, *, text: ClauseText) -> None:
    """Write a rule anew. Raises Invalid."""
    require(policy.can_change(admin, guidelines))
    before = clause.title
    put_clause(clause, text)
    _record(admin, "pages.change_clause", clause, before={"title": before})


@action
def move_clause(admin: User, guidelines: Guidelines, clause: Clause, *, step: Step) -> None:
    """Move a rule one place; at the end of the row nothing happens."""
    require(policy.can_change(admin, guidelines))
    row = list(queries.clauses_of(guidelines))
    here = row.index(clause)
    there = here + (1 if step == Step.DOWN else -1)
    if 0 <= there < len(row):
        row[here], row[there] = row[there], row[here]
    _number(row)


@action
def remove_clause(admin: User, guidelines: Guidelines, clause: Clause) -> None:
    """Take a rule away; those behind it move up."""
    require(policy.can_change(admin, guidelines))
    _record(admin, "pages.remove_clause", clause, before={"title": clause.title})
    db.session.delete(clause)
    db.session.flush()
    _number(list(queries.clauses_of(guidelines)))


def _number(row: list[Clause]) -> None:
    for number, clause in enumerate(row, start=1):
        clause.number = number


def _record(
    admin: User, verb: str, clause: Clause, *, before: dict[str, str] | None = None
) -> None:
    number = db.session.scalar(
        select(Guidelines.number).where(Guidelines.id == clause.guidelines_id)
    )
    after = {"version": number, "number": clause.number, "title": clause.title}
    audit.record(admin, verb, "clause", clause.id, before=before, after=after)
