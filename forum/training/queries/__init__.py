"""Every read of training."""

from forum.training.queries.calibration import (
    Papers,
    Sheet,
    case_by_id,
    cases_of,
    counted,
    finished,
    open_rounds,
    papers_of,
    round_by_id,
    round_of,
    rounds,
    team,
)
from forum.training.queries.choosing import Candidate, closed_cases, emptied
from forum.training.queries.course import (
    Course,
    Page,
    attempt_by_id,
    attempts_of,
    certificates,
    course_of,
    ending,
    open_attempt,
    open_attempts,
)
from forum.training.queries.people import Trainee, people
from forum.training.queries.practice import desk_of, trial_of
from forum.training.queries.scenarios import (
    SUPPLIED,
    all_scenarios,
    scenario_by_id,
    stories_in,
    stories_on,
)

__all__ = [
    "SUPPLIED",
    "Candidate",
    "Course",
    "Page",
    "Papers",
    "Sheet",
    "Trainee",
    "all_scenarios",
    "attempt_by_id",
    "attempts_of",
    "case_by_id",
    "cases_of",
    "certificates",
    "closed_cases",
    "counted",
    "course_of",
    "desk_of",
    "emptied",
    "ending",
    "finished",
    "open_attempt",
    "open_attempts",
    "open_rounds",
    "papers_of",
    "people",
    "round_by_id",
    "round_of",
    "rounds",
    "scenario_by_id",
    "stories_in",
    "stories_on",
    "team",
    "trial_of",
]
