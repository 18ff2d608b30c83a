"""How the team of the demonstration is led: its hours, who is called, what it accounts for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from sqlalchemy import select

from forum.accounts.models import User
from forum.answering import actions as answering
from forum.answering import queries as waiting
from forum.answering.actions import Level
from forum.answering.models import TopicAnswering
from forum.demo.people import ENGINEER, HOST, OWNER, TEAM
from forum.demo.play import Script, Stage
from forum.governance import actions as governance
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.moderation import actions as moderation
from forum.moderation.actions import TeamPlan
from forum.moderation.models import FIRST_TEAM, Ruling
from forum.pages.models import Clause
from forum.training import actions as training
from forum.training import queries as trained
from forum.training.models import CalibrationCase, CalibrationRound, Decision

HOUR = 60
# The office is closed on Sundays, the workshop on Saturdays too.
OFFICE = (*[(9 * HOUR, 18 * HOUR)] * 5, (10 * HOUR, 14 * HOUR), None)
WORKSHOP = (*[(8 * HOUR, 16 * HOUR)] * 5, None, None)
LADDER: Sequence[tuple[int, Sequence[str], int]] = (
    (1, (HOST, ENGINEER), 15),
    (2, (ENGINEER, HOST), 15),
    (3, (OWNER,), 10),
    (4, (OWNER,), 5),
)
ROUND_AGO = timedelta(days=6)
# In these of ten cases somebody sees it otherwise.
DIFFERS = {ENGINEER: {2, 5, 9}, OWNER: {5, 7}}
NOTES = (
    (ENGINEER, "I took the milder way, because it was the first time."),
    (HOST, "The first time for us. For whoever was meant it was once too often."),
)
# Whoever got an answer so long ago and said nothing more was helped.
QUIET_FOR = timedelta(days=5)


@dataclass(frozen=True)
class Leading:
    """Puts the round into the script; hours and ladder come when the year is over."""

    stage: Stage
    script: Script

    def add(self) -> None:
        """Let the team decide alone on the same cases, and talk about them."""
        begun = self.stage.now - ROUND_AGO
        self.script.at(begun, partial(training.open_now, self.stage.members[OWNER]))
        for number, who in enumerate(TEAM, start=1):
            self.script.at(begun + number * timedelta(hours=9), partial(self._decide_alone, who))
        self.script.at(begun + timedelta(days=2), self._talk)

    def _decide_alone(self, who: str) -> None:
        user, found = self.stage.members[who], trained.rounds()[0]
        for sheet in trained.papers_of(found, user.id).sheets:
            decision = _decided(sheet.case)
            if sheet.place in DIFFERS.get(who, ()):
                decision = Decision.HIDE if decision != Decision.HIDE else Decision.KEEP
            clause = "" if decision == Decision.KEEP else _harm(sheet.case)
            training.decide_alone(user, found, sheet.place, decision, clause)

    def _talk(self) -> None:
        found: CalibrationRound = trained.rounds()[0]
        sheets = trained.papers_of(found, self.stage.host.id).sheets
        case = next(one.case for one in sheets if not one.is_agreed)
        for who, words in NOTES:
            training.add_note(self.stage.members[who], case, words)


def lead(stage: Stage) -> None:
    """Bring the list of those who wait in order, say who is there when, and try the ladder."""
    members = stage.members
    with transaction():
        _tidy(stage.host)
        answering.raise_late()
        _arrange(members[OWNER], FIRST_TEAM, "Moderation", OFFICE, [members[one] for one in TEAM])
        workshop = moderation.add_team(members[OWNER], "Workshop")
        benches = [members[ENGINEER], members[OWNER]]
        _arrange(members[OWNER], workshop.key, workshop.name, WORKSHOP, benches)
        rungs = [Level(at, [members[one] for one in who], left) for at, who, left in LADDER]
        answering.arrange_ladder(members[OWNER], rungs)
        call = answering.try_ladder(members[OWNER], 1)
        answering.acknowledge_call(stage.host, call.id)
    governance.make_missing()


def _arrange(
    admin: User, key: str, name: str, week: Sequence[tuple[int, int] | None], members: list[User]
) -> None:
    year = clock.now().year
    closed = {date(year, 12, 25), date(year, 12, 26), date(year + 1, 1, 1)}
    hours = (name, "Europe/Berlin", week, closed)
    plan = TeamPlan(*hours, capacity=10, is_dealt=False, members=members)
    moderation.arrange_team(admin, key, plan)


def _tidy(host: User) -> None:
    """Say of what was answered long ago that all is done, as the team does each Friday."""
    old = clock.now() - QUIET_FOR
    due = TopicAnswering.due_at.is_not(None)
    answered = select(TopicAnswering.topic_id).where(due, TopicAnswering.answered_at < old)
    topics = waiting.topics_by_ids(db.session.scalars(answered).all())
    for topic in topics.values():
        answering.finish(host, topic, outcome="")


def _decided(case: CalibrationCase) -> Decision:
    """What was decided then; about a scenario nothing was."""
    return Decision(case.outcome or Decision.KEEP)


def _harm(case: CalibrationCase) -> str:
    """What the clause says that was decided by then."""
    query = (
        select(Clause.harm)
        .join(Ruling, Ruling.clause_key == Clause.key)
        .where(Ruling.case_id == case.reviewable_id)
    )
    return str(db.session.scalars(query.limit(1)).first() or "")
