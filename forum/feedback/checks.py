"""What rounds of feedback promise to `forum verify`."""

from collections.abc import Iterator

from sqlalchemy import func, or_, select

from forum.activity.models import Deed, DeedKind
from forum.feedback.actions.answering import THING
from forum.feedback.models import (
    FeedbackAnswer,
    FeedbackPart,
    FeedbackQuestion,
    FeedbackRound,
    LaunchPromise,
)
from forum.feedback.policy import MOST_QUESTIONS
from forum.kernel.db import db
from forum.kernel.manifest import Check


def odd_answers() -> Iterator[str]:
    """Every answer is to a question of its own round, by the member whose part it is."""
    query = (
        select(FeedbackAnswer.part_id, FeedbackAnswer.question_id)
        .join(FeedbackPart, FeedbackPart.id == FeedbackAnswer.part_id)
        .join(FeedbackQuestion, FeedbackQuestion.id == FeedbackAnswer.question_id)
        .where(
            (FeedbackQuestion.round_id != FeedbackPart.round_id)
            | (FeedbackAnswer.user_id != FeedbackPart.user_id)
        )
    )
    for part_id, question_id in db.session.execute(query):
        yield f"part {part_id} answers question {question_id}, which is not its own"


def long_forms() -> Iterator[str]:
    """No form has more questions than are allowed, and none asks without a question."""
    count = func.count(FeedbackQuestion.id)
    query = (
        select(FeedbackRound.launch_id, count)
        .outerjoin(FeedbackQuestion, FeedbackQuestion.round_id == FeedbackRound.id)
        .group_by(FeedbackRound.id, FeedbackRound.launch_id, FeedbackRound.published_at)
        .having((count > MOST_QUESTIONS) | (FeedbackRound.published_at.is_not(None) & (count == 0)))
    )
    for launch_id, questions in db.session.execute(query):
        yield f"the form of launch {launch_id} has {questions} questions"


def half_said() -> Iterator[str]:
    """Where the brand said what it heard, all three texts stand."""
    texts = (FeedbackRound.heard, FeedbackRound.changes, FeedbackRound.stays)
    empty = or_(*(text == "" for text in texts))
    query = select(FeedbackRound.launch_id).where(FeedbackRound.said_at.is_not(None), empty)
    for launch_id in db.session.scalars(query):
        yield f"launch {launch_id} counts as reported, and a text is missing"


def uncounted() -> Iterator[str]:
    """Whoever gave feedback has one deed for it that counts, and nobody has more."""
    deeds = (
        select(Deed.thing_id, Deed.who_id, func.count().label("number"))
        .where(Deed.kind == DeedKind.GAVE_FEEDBACK, Deed.thing_kind == THING, Deed.stands.is_(True))
        .group_by(Deed.thing_id, Deed.who_id)
        .subquery()
    )
    query = (
        select(FeedbackPart.id, deeds.c.number)
        .outerjoin(
            deeds,
            (deeds.c.thing_id == FeedbackPart.round_id) & (deeds.c.who_id == FeedbackPart.user_id),
        )
        .where(FeedbackPart.sent_at.is_not(None), func.coalesce(deeds.c.number, 0) != 1)
    )
    for part_id, number in db.session.execute(query):
        yield f"part {part_id} was sent, and counts {number or 0} times"


def unkept() -> Iterator[str]:
    """What was kept says how."""
    query = select(LaunchPromise.id).where(
        LaunchPromise.done_at.is_not(None), LaunchPromise.done_note == ""
    )
    for promise_id in db.session.scalars(query):
        yield f"promise {promise_id} is kept, and nobody says how"


ALL = [
    Check("feedback: every answer is to a question of its own round", odd_answers),
    Check("feedback: forms have one to ten questions", long_forms),
    Check("feedback: launches are reported with all three texts", half_said),
    Check("feedback: whoever gave feedback has one deed for it", uncounted),
    Check("promises: what was kept says how", unkept),
]
