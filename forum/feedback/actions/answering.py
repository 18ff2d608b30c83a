"""What members say, kept as they type and counted once they send it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import delete

from forum.accounts.models import User
from forum.activity import actions as activity
from forum.activity.actions import Thing
from forum.activity.models import DeedKind
from forum.feedback import policy, queries
from forum.feedback.models import (
    FeedbackAnswer,
    FeedbackPart,
    FeedbackQuestion,
    FeedbackRound,
    QuestionKind,
)
from forum.feedback.policy import CHOSEN, SCALES, Term
from forum.feedback.queries import Given
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, require
from forum.kernel.turns import wait_for_turn
from forum.kernel.unit import action

THING = "feedback"


@dataclass(frozen=True)
class Sheet:
    """A form as a member filled it in: answers by question, and whether others may read them."""

    answers: Mapping[int, Given] = field(default_factory=dict)
    is_shared: bool = False


@action
def keep(member: User, round_: FeedbackRound, sheet: Sheet) -> FeedbackPart:
    """Keep what was typed without counting it. What was sent before stays sent. Raises Invalid."""
    return _write(member, round_, sheet)


@action
def send(member: User, round_: FeedbackRound, sheet: Sheet) -> FeedbackPart:
    """Let what the member says count; it can be changed until it closes. Raises Invalid."""
    part = _write(member, round_, sheet)
    said = sum(one.is_there for one in sheet.answers.values())
    if not said:
        raise Invalid("", "nothing_said")
    if part.sent_at is None:
        part.sent_at = clock.now()
        thing = Thing(THING, round_.id)
        activity.record(DeedKind.GAVE_FEEDBACK, member.id, thing, size=said)
    return part


def _write(member: User, round_: FeedbackRound, sheet: Sheet) -> FeedbackPart:
    now = clock.now()
    wait_for_turn(f"feedback:{round_.launch_id}")
    seat = queries.seat_of(member, round_)
    require(policy.can_answer(member, round_, seat, now))
    questions = queries.questions_of(round_)
    for question in questions:
        _check(question, sheet.answers.get(question.id, Given()))
    part = seat.part or _begin(member, round_, policy.term_of(round_, seat))
    gone = delete(FeedbackAnswer).where(FeedbackAnswer.part_id == part.id)
    db.session.execute(gone)
    db.session.add_all(_rows(part, questions, sheet.answers))
    part.is_shared, part.changed_at = sheet.is_shared, now
    db.session.flush()
    return part


def _begin(member: User, round_: FeedbackRound, term: Term | None) -> FeedbackPart:
    """The part of somebody who came before they were told. They need not be told any more."""
    assert term is not None  # noqa: S101 -- whoever may answer has a term
    part = FeedbackPart(round_id=round_.id, user_id=member.id, told=1)
    part.opens_at, part.closes_at = term.opens_at, term.closes_at
    db.session.add(part)
    db.session.flush()
    return part


def _check(question: FeedbackQuestion, given: Given) -> None:
    name = f"q{question.id}"
    kind = QuestionKind(question.kind)
    if kind == QuestionKind.TEXT:
        if len(given.words) > policy.LONGEST_ANSWER:
            raise Invalid(name, "too_long", most=policy.LONGEST_ANSWER)
        return
    allowed = range(len(question.choices)) if kind in CHOSEN else SCALES[kind]
    most = len(allowed) if kind == QuestionKind.MULTIPLE else 1
    if len(given.numbers) > most or any(one not in allowed for one in given.numbers):
        raise Invalid(name, "no_choice")


def _rows(
    part: FeedbackPart, questions: Sequence[FeedbackQuestion], answers: Mapping[int, Given]
) -> list[FeedbackAnswer]:
    rows = []
    for question in questions:
        given = answers.get(question.id, Given())
        is_text = question.kind == QuestionKind.TEXT
        words = given.words.strip() if is_text else ""
        numbers = ([0] if words else []) if is_text else sorted(set(given.numbers))
        keys = {"part_id": part.id, "question_id": question.id, "user_id": part.user_id}
        rows += [FeedbackAnswer(**keys, number=one, words=words) for one in numbers]
    return rows
