"""Taking the course: beginning, answering one scenario after the other, and what comes of it."""

from datetime import timedelta
from secrets import randbelow

from sqlalchemy.exc import IntegrityError

from forum.accounts.models import User
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import Invalid, Refused, deny, require
from forum.kernel.unit import action
from forum.training import policy, queries
from forum.training.actions.finishing import finish
from forum.training.actions.scenarios import plant
from forum.training.drawing import drawn
from forum.training.models import Attempt, TrainingAnswer
from forum.training.settings import NOTICE_DAYS
from forum.training.signals import TrainingEnds

HIGHEST_SEED = 2**31


@action
def begin(user: User) -> Attempt:
    """Begin the course in an order of its own; whoever is busy with it goes on with that.

    Raises Refused when there is nothing to be asked.
    """
    require(policy.can_train(user))
    open_one = queries.open_attempt(user.id)
    if open_one is not None:
        finish(open_one)
        if open_one.finished_at is None:
            return open_one
    plant()
    db.session.flush()
    numbers = [story.scenario.id for story in queries.stories_on()]
    if not numbers:
        raise Refused(deny("course_empty"))
    before = queries.attempts_of(user.id)
    seed, plan = _order(numbers, before[0].plan if before else numbers)
    return _stored(Attempt(user_id=user.id, seed=seed, plan=plan))


@action
def answer(user: User, attempt: Attempt, place: int, choice: int) -> TrainingAnswer:
    """Answer the scenario at a place, once. Raises NotFound, Refused, and Invalid for `choice`."""
    require(policy.can_answer(user, attempt))
    page = queries.course_of(attempt).at(place)
    if page.answer is not None:
        raise Refused(deny("answered_already"))
    if not 0 <= choice < len(page.choices):
        raise Invalid("choice", "empty")
    story = page.story
    made = TrainingAnswer(attempt_id=attempt.id, scenario_id=story.scenario.id, choice=choice)
    made.is_right = choice == story.right
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError as error:
        # Sent twice at the same moment: the first one counts.
        raise Refused(deny("answered_already")) from error
    finish(attempt)
    return made


@action
def tell_of_ends() -> int:
    """Tell those whose training ends soon, once; returns how many."""
    now = clock.now()
    found = queries.ending(now + timedelta(days=NOTICE_DAYS.get()), now)
    for attempt in found:
        attempt.told_at = now
        if attempt.valid_until is not None:
            announce(TrainingEnds(attempt.id, attempt.user_id, attempt.valid_until))
    return len(found)


def _order(numbers: list[int], last: list[int]) -> tuple[int, list[int]]:
    """A seed, and the scenarios in its order: another one than last time."""
    while True:
        seed = randbelow(HIGHEST_SEED)
        order = drawn(numbers, str(seed))
        if order != last or order == order[:1]:
            return seed, order


def _stored(attempt: Attempt) -> Attempt:
    try:
        with db.session.begin_nested():
            db.session.add(attempt)
    except IntegrityError:
        # Begun twice at the same moment: the other one is theirs.
        return queries.open_attempt(attempt.user_id) or attempt
    return attempt
