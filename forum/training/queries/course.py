"""Reading who takes the course, how far they are, and until when they have passed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from forum.kernel.db import db
from forum.kernel.policy import NotFound
from forum.training.drawing import drawn
from forum.training.models import Attempt, TrainingAnswer
from forum.training.queries.scenarios import stories_in
from forum.training.shapes import Choice, Story

HIGHEST_ID = 2**31


@dataclass(frozen=True)
class Page:
    """One scenario of an attempt: its place from 1, and what was answered, if it was."""

    place: int
    story: Story
    # The choices with their numbers, in the order of this attempt.
    choices: Sequence[tuple[int, Choice]]
    answer: TrainingAnswer | None


@dataclass(frozen=True)
class Course:
    """An attempt with its scenarios, those left out that were switched off before an answer."""

    attempt: Attempt
    pages: Sequence[Page]

    @property
    def next(self) -> Page | None:
        """Where to go on."""
        return next((page for page in self.pages if page.answer is None), None)

    @property
    def answered(self) -> int:
        """How many are answered."""
        return sum(page.answer is not None for page in self.pages)

    @property
    def right(self) -> int:
        """How many are answered as they should be."""
        return sum(page.answer is not None and page.answer.is_right for page in self.pages)

    def at(self, place: int) -> Page:
        """The scenario at a place. Raises NotFound."""
        if not 1 <= place <= len(self.pages):
            raise NotFound
        return self.pages[place - 1]


def open_attempt(user_id: int) -> Attempt | None:
    """The one that somebody is busy with."""
    query = select(Attempt).where(Attempt.user_id == user_id, Attempt.finished_at.is_(None))
    return db.session.scalar(query)


def open_attempts() -> Sequence[Attempt]:
    """All that somebody is busy with."""
    return db.session.scalars(select(Attempt).where(Attempt.finished_at.is_(None))).all()


def attempt_by_id(attempt_id: int, *, of: int) -> Attempt:
    """One of somebody's own. Raises NotFound."""
    query = select(Attempt).where(Attempt.id == attempt_id, Attempt.user_id == of)
    found = db.session.scalar(query) if attempt_id < HIGHEST_ID else None
    if found is None:
        raise NotFound
    return found


def attempts_of(user_id: int) -> Sequence[Attempt]:
    """Those that somebody finished, the latest first."""
    query = select(Attempt).where(Attempt.user_id == user_id, Attempt.finished_at.is_not(None))
    return db.session.scalars(query.order_by(Attempt.finished_at.desc(), Attempt.id.desc())).all()


def certificates(user_ids: Collection[int]) -> Mapping[int, Attempt]:
    """Of each of these people the passed attempt that counts longest."""
    passed = (Attempt.user_id.in_(user_ids), Attempt.valid_until.is_not(None))
    query = select(Attempt).where(*passed).order_by(Attempt.valid_until, Attempt.id)
    return {attempt.user_id: attempt for attempt in db.session.scalars(query)}


def ending(before: datetime, after: datetime) -> Sequence[Attempt]:
    """Certificates that end between two moments, and whose owners have not been told."""
    newest = (
        select(func.max(Attempt.valid_until).label("until"), Attempt.user_id)
        .group_by(Attempt.user_id)
        .subquery()
    )
    is_newest = (Attempt.user_id == newest.c.user_id) & (Attempt.valid_until == newest.c.until)
    query = select(Attempt).join(newest, is_newest).where(Attempt.told_at.is_(None))
    ends = (Attempt.valid_until > after, Attempt.valid_until <= before)
    return db.session.scalars(query.where(*ends).order_by(Attempt.id)).all()


def course_of(attempt: Attempt) -> Course:
    """An attempt with its scenarios in its order: two queries, however long it is."""
    query = select(TrainingAnswer).where(TrainingAnswer.attempt_id == attempt.id)
    answers = {answer.scenario_id: answer for answer in db.session.scalars(query)}
    stories = stories_in(attempt.plan)
    shown = [
        stories[number]
        for number in attempt.plan
        if number in stories and (number in answers or _is_asked(stories[number]))
    ]
    pages = [
        Page(place, story, _shuffled(attempt, story), answers.get(story.scenario.id))
        for place, story in enumerate(shown, start=1)
    ]
    return Course(attempt, pages)


def _is_asked(story: Story) -> bool:
    return story.scenario.is_on and story.scenario.removed_at is None


def _shuffled(attempt: Attempt, story: Story) -> Sequence[tuple[int, Choice]]:
    """The choices in an order of this attempt's own, the same each time it is looked at."""
    return drawn(enumerate(story.choices), f"{attempt.seed}:{story.scenario.id}")
