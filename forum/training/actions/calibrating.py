"""The same cases for everybody: opening a round, answering alone, closing it, talking about it."""

from datetime import timedelta

from sqlalchemy.exc import IntegrityError

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import Invalid, Refused, deny, require
from forum.kernel.unit import action
from forum.markup.typed import clean
from forum.pages.models import Harm
from forum.training import policy, queries
from forum.training.actions.closing import close
from forum.training.actions.scenarios import plant
from forum.training.desk import CALIBRATED
from forum.training.drawing import drawn
from forum.training.models import (
    CalibrationAnswer,
    CalibrationCase,
    CalibrationNote,
    CalibrationRound,
)
from forum.training.settings import CALIBRATION
from forum.training.signals import CalibrationOpened

CASES = 10
LOOK_BACK, OPEN_FOR = timedelta(days=90), timedelta(days=14)
# Somebody may have switched the worker off on the first of the month.
LATEST_DAY = 7
FEWEST_PEOPLE = 2
LONGEST_NOTE = 1000


@action
def open_if_due() -> CalibrationRound | None:
    """Open the round of this month in its first days, if there is none and anybody to compare."""
    now = clock.now()
    if not CALIBRATION.get() or now.day > LATEST_DAY:
        return None
    if queries.round_of(f"{now:%Y-%m}") or len(queries.team()) < FEWEST_PEOPLE:
        return None
    return _open()


@action
def open_now(admin: User) -> CalibrationRound:
    """Open the round of this month on another day. Raises Refused."""
    require(policy.can_arrange(admin))
    if queries.round_of(f"{clock.now():%Y-%m}") is not None:
        raise Refused(deny("round_there"))
    if len(queries.team()) < FEWEST_PEOPLE:
        raise Refused(deny("nobody_to_compare"))
    made = _open()
    if made is None:
        raise Refused(deny("round_there"))
    audit.record(admin, "training.open_round", "calibration", made.id, after={"month": made.month})
    return made


@action
def decide_alone(
    user: User, found: CalibrationRound, place: int, decision: str, clause: str
) -> None:
    """Answer one case, once. Raises NotFound, Refused, and Invalid for `decision`, `clause`."""
    # Of the last two who answer, the second one knows of the first one.
    db.session.refresh(found, with_for_update=True)
    require(policy.can_calibrate(user, found))
    sheet = queries.papers_of(found, user.id).at(place)
    if sheet.answer is not None:
        raise Refused(deny("answered_already"))
    if decision not in CALIBRATED:
        raise Invalid("decision", "empty")
    if clause and clause not in set(Harm):
        raise Invalid("clause", "empty")
    made = CalibrationAnswer(case_id=sheet.case.id, user_id=user.id)
    made.decision, made.clause = decision, clause
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError as error:
        # Sent twice at the same moment: the first one counts.
        raise Refused(deny("answered_already")) from error
    if {one.id for one in queries.team()} <= queries.finished(found):
        close(found)


@action
def add_note(user: User, case: CalibrationCase, typed: str) -> CalibrationNote:
    """Say something about a case of a closed round. Raises Refused, and Invalid for `body`."""
    require(policy.can_discuss(user, queries.round_by_id(case.round_id)))
    body = clean(typed).strip()
    if not body:
        raise Invalid("body", "empty")
    if len(body) > LONGEST_NOTE:
        raise Invalid("body", "too_long", most=LONGEST_NOTE)
    note = CalibrationNote(case_id=case.id, author_id=user.id, body=body)
    db.session.add(note)
    return note


def _open() -> CalibrationRound | None:
    """The round of this month with its cases; None when somebody opened it at the same moment."""
    now = clock.now()
    made = CalibrationRound(month=f"{now:%Y-%m}", opened_at=now, closes_at=now + OPEN_FOR)
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:
        return None
    cases = [
        CalibrationCase(
            reviewable_id=one.reviewable_id,
            about_id=one.about_id,
            text=one.text,
            outcome=one.outcome,
        )
        for one in drawn(queries.closed_cases(now - LOOK_BACK), made.month)[:CASES]
    ]
    cases += _scenarios(made.month)[: CASES - len(cases)]
    for position, case in enumerate(cases, start=1):
        case.round_id, case.position = made.id, position
        db.session.add(case)
    people = tuple(user.id for user in queries.team())
    announce(CalibrationOpened(made.id, people, made.closes_at))
    return made


def _scenarios(month: str) -> list[CalibrationCase]:
    """Scenarios in place of cases, where too few were closed: those that can be decided alike."""
    plant()
    db.session.flush()
    stories = [one for one in queries.all_scenarios() if one.model.decision in CALIBRATED]
    return [CalibrationCase(scenario_id=one.scenario.id) for one in drawn(stories, month)]
