"""Guidelines in the language of the reader, as far as they are told in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from forum.kernel.db import db
from forum.pages.models import Clause, Guidelines, Translation, lines_of
from forum.pages.translating import sign_of_clause, sign_of_summary


@dataclass(frozen=True)
class Said:
    """A clause as it is shown."""

    number: int
    title: str
    html: str
    do_lines: Sequence[str]
    dont_lines: Sequence[str]


@dataclass(frozen=True)
class Told:
    """A version in one language; what nobody has translated is in its own words."""

    lines: Sequence[str]
    clauses: Sequence[Said]
    # How many of its texts, the summary among them, are in this language.
    count: int

    @property
    def of(self) -> int:
        """How many texts there are."""
        return len(self.clauses) + 1


def told(guidelines: Guidelines, clauses: Sequence[Clause], locale: str) -> Told:
    """The version in a language, in one query."""
    known = translations(guidelines, clauses, locale)
    summary = known.get(sign_of_summary(guidelines))
    said = [_said(clause, known.get(sign_of_clause(clause))) for clause in clauses]
    lines = lines_of(summary.body) if summary else guidelines.lines
    return Told(lines, said, len(known))


def translations(
    guidelines: Guidelines, clauses: Sequence[Clause], locale: str
) -> Mapping[str, Translation]:
    """What there is of a version in a language, by the sign of the text."""
    signs = [sign_of_summary(guidelines), *(sign_of_clause(clause) for clause in clauses)]
    query = select(Translation).where(Translation.locale == locale, Translation.sign.in_(signs))
    return {one.sign: one for one in db.session.scalars(query)}


def _said(clause: Clause, other: Translation | None) -> Said:
    one = other or clause
    return Said(clause.number, one.title, one.html, lines_of(one.dos), lines_of(one.donts))
