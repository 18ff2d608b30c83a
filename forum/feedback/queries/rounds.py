"""Finding rounds, their questions, and what members answered."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import joinedload

from forum.feedback.models import (
    FeedbackAnswer,
    FeedbackPart,
    FeedbackQuestion,
    FeedbackRound,
)
from forum.feedback.policy import DEBT
from forum.kernel.db import db
from forum.kernel.policy import NotFound


@dataclass(frozen=True)
class Given:
    """An answer: numbers or places of choices, and words."""

    numbers: tuple[int, ...] = ()
    words: str = ""

    @property
    def is_there(self) -> bool:
        """Whether anything was said."""
        return bool(self.numbers or self.words)


@dataclass(frozen=True)
class Standing:
    """How a round stands for the team."""

    asked: int = 0
    answered: int = 0
    # When the brand owes it to members to say what it heard.
    due_at: datetime | None = None


def round_of(launch_id: int) -> FeedbackRound | None:
    """The round of a launch, if there is one."""
    query = select(FeedbackRound).where(FeedbackRound.launch_id == launch_id)
    return db.session.scalar(query.options(joinedload(FeedbackRound.launch)))


def found_round(launch_id: int) -> FeedbackRound:
    """The round of a launch. Raises NotFound."""
    found = round_of(launch_id)
    if found is None:
        raise NotFound
    return found


def rounds_of(launch_ids: Collection[int]) -> Mapping[int, FeedbackRound]:
    """The rounds of these launches, by launch."""
    query = select(FeedbackRound).where(FeedbackRound.launch_id.in_(launch_ids))
    return {one.launch_id: one for one in db.session.scalars(query)}


def launches_of(round_ids: Collection[int]) -> Mapping[int, int]:
    """Which launch each of these rounds is about."""
    query = select(FeedbackRound.id, FeedbackRound.launch_id).where(FeedbackRound.id.in_(round_ids))
    return {row[0]: row[1] for row in db.session.execute(query)}


def is_reported(launch_id: int) -> bool:
    """Whether the brand has said what it heard, what it changes and what it will not: before that
    a launch does not count as reported."""
    said = exists().where(FeedbackRound.launch_id == launch_id, FeedbackRound.said_at.is_not(None))
    return bool(db.session.scalar(select(said)))


def questions_of(round_: FeedbackRound) -> Sequence[FeedbackQuestion]:
    """The questions of a round, in their order."""
    query = select(FeedbackQuestion).where(FeedbackQuestion.round_id == round_.id)
    return db.session.scalars(query.order_by(FeedbackQuestion.position, FeedbackQuestion.id)).all()


def question_of(round_: FeedbackRound, question_id: int) -> FeedbackQuestion:
    """One question of a round. Raises NotFound."""
    query = select(FeedbackQuestion).where(
        FeedbackQuestion.round_id == round_.id, FeedbackQuestion.id == question_id
    )
    found = db.session.scalar(query)
    if found is None:
        raise NotFound
    return found


def answers_of(part: FeedbackPart | None) -> Mapping[int, Given]:
    """What a member said so far, by question."""
    if part is None:
        return {}
    query = select(FeedbackAnswer).where(FeedbackAnswer.part_id == part.id)
    return given_of(db.session.scalars(query.order_by(FeedbackAnswer.number)))


def given_of(rows: Iterable[FeedbackAnswer]) -> Mapping[int, Given]:
    """Rows of one part as answers, by question. Words stand in a row that counts for no choice."""
    found: dict[int, Given] = {}
    for row in rows:
        before = found.get(row.question_id, Given())
        numbers = before.numbers if row.words else (*before.numbers, row.number)
        found[row.question_id] = Given(numbers, row.words or before.words)
    return found


def standings_of(round_ids: Collection[int]) -> Mapping[int, Standing]:
    """How these rounds stand; one query."""
    is_sent = FeedbackPart.sent_at.is_not(None)
    first = func.min(FeedbackPart.closes_at).filter(is_sent)
    query = (
        select(FeedbackPart.round_id, func.count(), func.count().filter(is_sent), first)
        .where(FeedbackPart.round_id.in_(round_ids))
        .group_by(FeedbackPart.round_id)
    )
    found = {one: Standing() for one in round_ids}
    for round_id, asked, answered, closes_at in db.session.execute(query):
        found[round_id] = Standing(asked, answered, _due(closes_at))
    return found


def _due(closes_at: datetime | None) -> datetime | None:
    return closes_at + DEBT if closes_at else None


def answered_by(round_: FeedbackRound) -> Sequence[int]:
    """The members who gave feedback."""
    query = select(FeedbackPart.user_id).where(
        FeedbackPart.round_id == round_.id, FeedbackPart.sent_at.is_not(None)
    )
    return db.session.scalars(query.order_by(FeedbackPart.user_id)).all()


def typed_in(round_: FeedbackRound) -> int:
    """In how many forms of the round something was typed."""
    query = select(func.count()).select_from(FeedbackPart)
    return (
        db.session.scalar(
            query.where(FeedbackPart.round_id == round_.id, FeedbackPart.changed_at.is_not(None))
        )
        or 0
    )
