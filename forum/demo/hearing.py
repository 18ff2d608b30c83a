"""What those who bought the drawn pot say of it, and what the brand answers."""

from datetime import timedelta

from sqlalchemy import select

from forum.accounts import queries as accounts
from forum.demo import sources
from forum.demo.people import OWNER
from forum.demo.play import Stage
from forum.feedback import actions, queries
from forum.feedback.actions import Asking, Promise, Response, Sheet
from forum.feedback.models import FeedbackPart, FeedbackRound, QuestionKind
from forum.feedback.queries import Given
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.launches.models import Launch

DAY = timedelta(days=1)
BEGUN_AGO, ASKED_AGO, ANSWERED_AGO, SAID_AGO = 33 * DAY, 24 * DAY, 20 * DAY, 6 * DAY
QUESTIONS = (
    Asking(QuestionKind.SCALE, "How is it made?"),
    Asking(QuestionKind.RECOMMEND, "Would you recommend it to a friend?"),
    Asking(QuestionKind.SINGLE, "Which size would you take next?", ("Two cups", "Three cups")),
    Asking(QuestionKind.TEXT, "What should we change?"),
)
# What is longer may be read by the others.
LONG = 30
# Whoever was asked answers by the lines of the file, one after the other.
FILE = "feedback.txt"


def hear(stage: Stage, launch: Launch) -> None:
    """Let the round be held, and answered."""
    owner = stage.members[OWNER]
    with clock.at(stage.now - BEGUN_AGO), transaction():
        found = actions.begin(owner, launch)
        for question in QUESTIONS:
            actions.add_question(owner, found, question)
        actions.publish(owner, found)
    with clock.at(stage.now - ASKED_AGO), transaction():
        actions.ask(found)
    with clock.at(stage.now - ANSWERED_AGO), transaction():
        _answer(found)
    ((heard, changes, stays), (kept, coming)) = sources.rows("heard.txt")
    with clock.at(stage.now - SAID_AGO), transaction():
        actions.respond(owner, found, Response(heard, changes, stays))
        today = clock.now().date()
        done = actions.promise(owner, Promise(kept, today + 3 * DAY, launch.id))
        actions.promise(owner, Promise(coming, today + 40 * DAY, launch.id))
    with clock.at(stage.now - 4 * DAY), transaction():
        actions.keep_promise(owner, done, "The bag lies in every box since Monday.")


def _answer(found: FeedbackRound) -> None:
    questions = queries.questions_of(found)
    mine = select(FeedbackPart.user_id).where(FeedbackPart.round_id == found.id)
    asked = accounts.members_by_ids(db.session.scalars(mine.order_by(FeedbackPart.id)).all())
    for member, row in zip(asked.values(), sources.rows(FILE), strict=False):
        *numbers, words = row
        said = [Given((int(number),)) for number in numbers]
        answers = {one.id: given for one, given in zip(questions, said, strict=False)}
        answers[questions[-1].id] = Given(words=words)
        actions.send(member, found, Sheet(answers, is_shared=len(words) > LONG))
