"""Making the form of a round, and beginning to ask."""

from dataclasses import dataclass

from sqlalchemy import delete

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.feedback import policy, queries
from forum.feedback.models import (
    FeedbackPart,
    FeedbackQuestion,
    FeedbackRound,
    QuestionKind,
    Starts,
)
from forum.feedback.policy import CHOICES, CHOSEN
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, Refused, deny, require
from forum.kernel.turns import wait_for_turn
from forum.kernel.unit import action
from forum.launches import queries as launched
from forum.launches.models import Launch

KIND = "launch"


@dataclass(frozen=True)
class Asking:
    """A question as the team writes it; of choices only those that are chosen from."""

    kind: QuestionKind
    words: str
    choices: tuple[str, ...] = ()


@action
def begin(admin: User, launch: Launch) -> FeedbackRound:
    """The form of a launch as a draft; the one there is, if there is one."""
    require(policy.can_run(admin))
    wait_for_turn(f"feedback:{launch.id}")
    found = queries.round_of(launch.id)
    if found is not None:
        return found
    made = FeedbackRound(launch=launch, created_by_id=admin.id)
    db.session.add(made)
    db.session.flush()
    audit.record(admin, "feedback.begin", KIND, launch.id)
    return made


@action
def add_question(admin: User, round_: FeedbackRound, asking: Asking) -> FeedbackQuestion:
    """Put a question at the end of the form. Raises Invalid."""
    _hold(admin, round_)
    questions = queries.questions_of(round_)
    if len(questions) >= policy.MOST_QUESTIONS:
        raise Invalid("words", "too_many", most=policy.MOST_QUESTIONS)
    question = FeedbackQuestion(round_id=round_.id, position=len(questions))
    _write(question, asking)
    db.session.add(question)
    db.session.flush()
    after = {"question": question.words}
    audit.record(admin, "feedback.add_question", KIND, round_.launch_id, after=after)
    return question


@action
def change_question(
    admin: User, round_: FeedbackRound, question: FeedbackQuestion, asking: Asking
) -> None:
    """Ask a question in another way. Raises Invalid."""
    _hold(admin, round_)
    before = {"question": question.words}
    _write(question, asking)
    after = {"question": question.words}
    audit.record(
        admin, "feedback.change_question", KIND, round_.launch_id, before=before, after=after
    )


@action
def remove_question(admin: User, round_: FeedbackRound, question: FeedbackQuestion) -> None:
    """Take a question out."""
    _hold(admin, round_)
    rest = [one for one in queries.questions_of(round_) if one.id != question.id]
    before = {"question": question.words}
    db.session.delete(question)
    _number(rest)
    audit.record(admin, "feedback.remove_question", KIND, round_.launch_id, before=before)


@action
def move_question(
    admin: User, round_: FeedbackRound, question: FeedbackQuestion, *, by: int
) -> None:
    """Let a question stand so many places later, or earlier where that is less than nothing."""
    _hold(admin, round_)
    rest = [one for one in queries.questions_of(round_) if one.id != question.id]
    place = max(0, min(len(rest), question.position + by))
    rest.insert(place, question)
    _number(rest)
    after = {"question": question.words, "place": place + 1}
    audit.record(admin, "feedback.move_question", KIND, round_.launch_id, after=after)


@action
def choose_start(admin: User, round_: FeedbackRound, starts: Starts) -> None:
    """Decide from when on the days of a member count."""
    _hold(admin, round_)
    before, round_.starts = {"starts": round_.starts}, starts
    after = {"starts": starts}
    audit.record(admin, "feedback.choose", KIND, round_.launch_id, before=before, after=after)


@action
def publish(admin: User, round_: FeedbackRound) -> None:
    """Begin to ask: from now on the form stays as it is."""
    _hold(admin, round_)
    if not queries.questions_of(round_):
        raise Refused(deny("feedback_no_questions"))
    if launched.launch_by_id(round_.launch_id).approved_at is None:
        raise Refused(deny("feedback_not_approved"))
    round_.published_at, round_.published_by_id = clock.now(), admin.id
    audit.record(admin, "feedback.publish", KIND, round_.launch_id)


@action
def take_back(admin: User, round_: FeedbackRound) -> None:
    """Make it a draft again, while nobody has typed anything; whoever was told is told anew."""
    wait_for_turn(f"feedback:{round_.launch_id}")
    db.session.refresh(round_, ["published_at", "said_at"])
    require(policy.can_take_back(admin, round_, answers=queries.typed_in(round_)))
    parts = delete(FeedbackPart).where(FeedbackPart.round_id == round_.id)
    db.session.execute(parts)
    round_.published_at = round_.published_by_id = None
    audit.record(admin, "feedback.take_back", KIND, round_.launch_id)


def _hold(admin: User, round_: FeedbackRound) -> None:
    """Let nobody else change the form meanwhile."""
    wait_for_turn(f"feedback:{round_.launch_id}")
    db.session.refresh(round_, ["published_at"])
    require(policy.can_build(admin, round_))


def _write(question: FeedbackQuestion, asking: Asking) -> None:
    words = asking.words.strip()
    if not words:
        raise Invalid("words", "needed")
    if len(words) > policy.LONGEST_QUESTION:
        raise Invalid("words", "too_long", most=policy.LONGEST_QUESTION)
    question.kind, question.words = asking.kind, words
    question.choices = _choices(asking) if asking.kind in CHOSEN else []


def _choices(asking: Asking) -> list[str]:
    choices = list(dict.fromkeys(one.strip() for one in asking.choices if one.strip()))
    if len(choices) not in CHOICES:
        raise Invalid("choices", "few_choices", least=CHOICES[0], most=CHOICES[-1])
    if any(len(one) > policy.LONGEST_CHOICE for one in choices):
        raise Invalid("choices", "too_long", most=policy.LONGEST_CHOICE)
    return choices


def _number(questions: list[FeedbackQuestion]) -> None:
    for place, question in enumerate(questions):
        question.position = place
