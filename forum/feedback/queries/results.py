"""What all said together, and what each said, for those who may read it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload

from forum.accounts.models import User
from forum.feedback.models import (
    FeedbackAnswer,
    FeedbackPart,
    FeedbackQuestion,
    FeedbackRound,
    QuestionKind,
)
from forum.feedback.policy import CHOSEN, DETRACTORS, PROMOTERS, SCALES
from forum.feedback.queries.rounds import Given, given_of, questions_of
from forum.kernel.db import db
from forum.kernel.paging import PAGE_SIZE, Cursor, Page

# So many shared words stand below a question.
MOST_WORDS = 50


@dataclass(frozen=True)
class Words:
    """What somebody wrote, and who it was."""

    user: User
    words: str
    is_shared: bool


@dataclass(frozen=True)
class Result:
    """How a question was answered: how often each number or choice."""

    question: FeedbackQuestion
    counts: Mapping[int, int] = field(default_factory=dict)
    # How many said anything to it; where several can be chosen the counts add up to more.
    answers: int = 0
    words: Sequence[Words] = ()

    @property
    def rows(self) -> Sequence[tuple[str, int]]:
        """Every number or choice as it is called, and how often it was said."""
        if self.question.kind in CHOSEN:
            names: Sequence[str] = self.question.choices
            return [(name, self.counts.get(place, 0)) for place, name in enumerate(names)]
        steps = SCALES.get(QuestionKind(self.question.kind), range(0))
        return [(str(step), self.counts.get(step, 0)) for step in steps]

    @property
    def mean(self) -> float | None:
        """The mean of a scale."""
        if self.question.kind not in SCALES or not self.answers:
            return None
        return sum(step * count for step, count in self.counts.items()) / self.answers

    @property
    def score(self) -> int | None:
        """Of a hundred: those who recommend it, less those who warn of it."""
        if self.question.kind != QuestionKind.RECOMMEND or not self.answers:
            return None
        good = sum(self.counts.get(step, 0) for step in PROMOTERS)
        bad = sum(self.counts.get(step, 0) for step in DETRACTORS)
        return round(100 * (good - bad) / self.answers)


def shared_results(round_: FeedbackRound) -> Sequence[Result]:
    """What those who took part read: figures, and the words that were meant for them."""
    return _results(round_, [FeedbackPart.is_shared.is_(True)])


def all_results(round_: FeedbackRound) -> Sequence[Result]:
    """The same with every word, for those who run the launch."""
    return _results(round_, [])


def parts_page(round_: FeedbackRound, after: Cursor | None) -> Page[FeedbackPart]:
    """Those who gave feedback, in the order of their parts."""
    query = _sent(round_).limit(PAGE_SIZE + 1)
    if after is not None:
        query = query.where(FeedbackPart.id > after.id)
    rows = db.session.scalars(query).all()
    more = len(rows) > PAGE_SIZE
    return Page(rows[:PAGE_SIZE], Cursor(0, rows[PAGE_SIZE - 1].id).encode() if more else None)


def said_in(parts: Sequence[FeedbackPart]) -> Mapping[int, Mapping[int, Given]]:
    """What was said in these parts, by part and question; one query."""
    found: dict[int, list[FeedbackAnswer]] = {part.id: [] for part in parts}
    query = select(FeedbackAnswer).where(FeedbackAnswer.part_id.in_(found))
    for row in db.session.scalars(query.order_by(FeedbackAnswer.number)):
        found[row.part_id].append(row)
    return {part_id: given_of(rows) for part_id, rows in found.items()}


def every_part(round_: FeedbackRound) -> Iterator[tuple[FeedbackPart, Mapping[int, Given]]]:
    """Everybody who gave feedback with all they said, a page at a time."""
    after: Cursor | None = None
    while True:
        page = parts_page(round_, after)
        said = said_in(page.items)
        yield from ((part, said[part.id]) for part in page.items)
        if page.next is None:
            return
        after = Cursor(0, page.items[-1].id)


def _sent(round_: FeedbackRound) -> Select[FeedbackPart]:
    return (
        select(FeedbackPart)
        .where(FeedbackPart.round_id == round_.id, FeedbackPart.sent_at.is_not(None))
        .options(joinedload(FeedbackPart.user))
        .order_by(FeedbackPart.id)
    )


def _results(round_: FeedbackRound, may_show: Sequence[ColumnElement[bool]]) -> Sequence[Result]:
    counts, answers = _counted(round_), _answered(round_)
    words = _words(round_, may_show)
    return [
        Result(one, counts.get(one.id, {}), answers.get(one.id, 0), words.get(one.id, ()))
        for one in questions_of(round_)
    ]


def _counted(round_: FeedbackRound) -> Mapping[int, Mapping[int, int]]:
    query = (
        select(FeedbackAnswer.question_id, FeedbackAnswer.number, func.count())
        .join(FeedbackPart, FeedbackPart.id == FeedbackAnswer.part_id)
        .where(FeedbackPart.round_id == round_.id, FeedbackPart.sent_at.is_not(None))
        .group_by(FeedbackAnswer.question_id, FeedbackAnswer.number)
    )
    found: dict[int, dict[int, int]] = {}
    for question_id, number, count in db.session.execute(query):
        found.setdefault(question_id, {})[number] = count
    return found


def _answered(round_: FeedbackRound) -> Mapping[int, int]:
    query = (
        select(FeedbackAnswer.question_id, func.count(FeedbackAnswer.part_id.distinct()))
        .join(FeedbackPart, FeedbackPart.id == FeedbackAnswer.part_id)
        .where(FeedbackPart.round_id == round_.id, FeedbackPart.sent_at.is_not(None))
        .group_by(FeedbackAnswer.question_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def _words(
    round_: FeedbackRound, may_show: Sequence[ColumnElement[bool]]
) -> Mapping[int, list[Words]]:
    """The words below each question, the latest first."""
    inner = _placed(round_, may_show).subquery()
    query = (
        select(inner.c.question_id, inner.c.words, inner.c.is_shared, User)
        .join(User, User.id == inner.c.user_id)
        .where(inner.c.place <= MOST_WORDS)
        .order_by(inner.c.question_id, inner.c.place)
    )
    found: dict[int, list[Words]] = {}
    for question_id, words, is_shared, user in db.session.execute(query):
        found.setdefault(question_id, []).append(Words(user, words, is_shared))
    return found


def _placed(
    round_: FeedbackRound, may_show: Sequence[ColumnElement[bool]]
) -> Select[int, str, bool, int, int]:
    """Words with their place below their question."""
    place = func.row_number().over(
        partition_by=FeedbackAnswer.question_id, order_by=FeedbackPart.sent_at.desc()
    )
    return (
        select(
            FeedbackAnswer.question_id,
            FeedbackAnswer.words,
            FeedbackPart.is_shared,
            FeedbackPart.user_id,
            place.label("place"),
        )
        .join(FeedbackPart, FeedbackPart.id == FeedbackAnswer.part_id)
        .where(
            FeedbackPart.round_id == round_.id,
            FeedbackPart.sent_at.is_not(None),
            FeedbackAnswer.words != "",
            *may_show,
        )
    )
