"""Reading rounds: who has answered what, and what everybody decided once a round is closed."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.kernel.db import db
from forum.kernel.policy import NotFound
from forum.training.models import (
    CalibrationAnswer,
    CalibrationCase,
    CalibrationNote,
    CalibrationRound,
)
from forum.training.queries.course import HIGHEST_ID
from forum.training.queries.scenarios import stories_in
from forum.training.shapes import Story

MOST_ROUNDS = 36


@dataclass(frozen=True)
class Sheet:
    """One case of a round as somebody sees it: their own answer, never that of another person."""

    place: int
    case: CalibrationCase
    story: Story | None
    answer: CalibrationAnswer | None
    notes: Sequence[tuple[CalibrationNote, User]] = ()

    @property
    def is_agreed(self) -> bool:
        """Whether everybody decided alike, once it is closed."""
        return len(self.case.decisions) <= 1


@dataclass(frozen=True)
class Papers:
    """A round as somebody sees it, without the cases that are gone while it is open."""

    round: CalibrationRound
    sheets: Sequence[Sheet]

    @property
    def next(self) -> Sheet | None:
        """Where to go on."""
        return next((sheet for sheet in self.sheets if sheet.answer is None), None)

    @property
    def answered(self) -> int:
        """How many they have answered."""
        return sum(sheet.answer is not None for sheet in self.sheets)

    def at(self, place: int) -> Sheet:
        """The case at a place. Raises NotFound."""
        found = next((sheet for sheet in self.sheets if sheet.place == place), None)
        if found is None:
            raise NotFound
        return found


def rounds() -> Sequence[CalibrationRound]:
    """The latest first; three years of them at most."""
    query = select(CalibrationRound).order_by(CalibrationRound.month.desc())
    return db.session.scalars(query.limit(MOST_ROUNDS)).all()


def open_rounds() -> Sequence[CalibrationRound]:
    """Those that can be answered."""
    query = select(CalibrationRound).where(CalibrationRound.closed_at.is_(None))
    return db.session.scalars(query.order_by(CalibrationRound.id)).all()


def round_of(month: str) -> CalibrationRound | None:
    """The one of a month, as 2026-12."""
    query = select(CalibrationRound).where(CalibrationRound.month == month)
    return db.session.scalar(query)


def round_by_id(round_id: int) -> CalibrationRound:
    """One of them. Raises NotFound."""
    found = db.session.get(CalibrationRound, round_id) if round_id < HIGHEST_ID else None
    if found is None:
        raise NotFound
    return found


def case_by_id(case_id: int) -> CalibrationCase:
    """One case of a round. Raises NotFound."""
    found = db.session.get(CalibrationCase, case_id) if case_id < HIGHEST_ID else None
    if found is None:
        raise NotFound
    return found


def cases_of(found: CalibrationRound) -> Sequence[CalibrationCase]:
    """The cases of a round in their order."""
    query = select(CalibrationCase).where(CalibrationCase.round_id == found.id)
    return db.session.scalars(query.order_by(CalibrationCase.position)).all()


def papers_of(found: CalibrationRound, user_id: int) -> Papers:
    """A round with one person's own answers: five queries, however many cases and people."""
    cases = [case for case in cases_of(found) if case.gone_at is None or found.closed_at]
    answered = select(CalibrationAnswer).where(
        CalibrationAnswer.user_id == user_id,
        CalibrationAnswer.case_id.in_([case.id for case in cases]),
    )
    answers = {one.case_id: one for one in db.session.scalars(answered)}
    stories = stories_in([case.scenario_id for case in cases if case.scenario_id])
    notes = _notes_on([case.id for case in cases]) if found.closed_at else {}
    sheets = [
        Sheet(
            case.position,
            case,
            stories.get(case.scenario_id or 0),
            answers.get(case.id),
            notes.get(case.id, ()),
        )
        for case in cases
    ]
    return Papers(found, sheets)


def team() -> Sequence[User]:
    """Everybody who is asked: moderators and admins who can come in."""
    return [user for user in accounts.staff() if user.is_active]


def finished(found: CalibrationRound) -> set[int]:
    """Who has answered every case that is still asked."""
    asked = [case.id for case in cases_of(found) if case.gone_at is None]
    query = (
        select(CalibrationAnswer.user_id)
        .where(CalibrationAnswer.case_id.in_(asked))
        .group_by(CalibrationAnswer.user_id)
        .having(func.count() == len(asked))
    )
    return set(db.session.scalars(query)) if asked else set()


def counted(found: CalibrationRound) -> Mapping[int, tuple[Counter[str], Counter[str]]]:
    """For each case how many of those who answered all decided what, and by which clause."""
    people = finished(found)
    query = select(CalibrationAnswer).join(
        CalibrationCase, CalibrationCase.id == CalibrationAnswer.case_id
    )
    query = query.where(CalibrationCase.round_id == found.id, CalibrationCase.gone_at.is_(None))
    counts: defaultdict[int, tuple[Counter[str], Counter[str]]] = defaultdict(
        lambda: (Counter(), Counter())
    )
    for one in db.session.scalars(query.where(CalibrationAnswer.user_id.in_(people))):
        decisions, clauses = counts[one.case_id]
        decisions[one.decision] += 1
        clauses[one.clause] += 1
    return counts


def _notes_on(
    case_ids: Sequence[int],
) -> Mapping[int, Sequence[tuple[CalibrationNote, User]]]:
    query = (
        select(CalibrationNote, User)
        .join(User, User.id == CalibrationNote.author_id)
        .where(CalibrationNote.case_id.in_(case_ids))
        .order_by(CalibrationNote.id)
    )
    found: defaultdict[int, list[tuple[CalibrationNote, User]]] = defaultdict(list)
    for note, author in db.session.execute(query):
        found[note.case_id].append((note, author))
    return found
