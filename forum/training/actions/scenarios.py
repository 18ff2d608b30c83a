"""Writing scenarios: the supplied ones, and those of the brand."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import select

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, Refused, deny, require
from forum.kernel.unit import action
from forum.markup.typed import clean
from forum.training import policy, queries
from forum.training.actions.finishing import finish
from forum.training.models import Decision, Scenario, Subject
from forum.training.shipped.course import SCENARIOS

KIND = "training_scenario"
LONGEST_TITLE, LONGEST_TEXT = 120, 2000
LONGEST_QUESTION = 300
FEWEST_CHOICES, MOST_CHOICES = 3, 5
MOST_SCENARIOS = 100
LONGEST = {"title": LONGEST_TITLE, "question": LONGEST_QUESTION}
TEXTS = ("title", "post", "facts", "question", "why")


@dataclass(frozen=True)
class PlannedChoice:
    """One answer as staff want it; `clause` is the word of a harm, or empty."""

    decision: str
    clause: str
    words: str


@dataclass(frozen=True)
class ScenarioPlan:
    """What staff want a scenario to be."""

    subject: Subject
    title: str
    post: str
    facts: str
    question: str
    choices: Sequence[PlannedChoice]
    right: int
    why: str


@action
def plant() -> int:
    """Put the supplied scenarios in that were never there; returns how many came."""
    known = set(db.session.scalars(select(Scenario.key)))
    new = [one for one in SCENARIOS if one.key not in known]
    for place, one in enumerate(new, start=len(known)):
        db.session.add(Scenario(key=one.key, subject=one.subject, position=place))
    return len(new)


@action
def fetch(admin: User) -> None:
    """Put the supplied scenarios in at once, without waiting for the worker. Raises Refused."""
    require(policy.can_arrange(admin))
    plant()


@action
def create(admin: User, plan: ScenarioPlan) -> Scenario:
    """Write one more; it is asked last. Raises Refused and Invalid."""
    require(policy.can_arrange(admin))
    plant()
    db.session.flush()
    there = queries.all_scenarios()
    if len(there) >= MOST_SCENARIOS:
        raise Invalid("title", "too_many", most=MOST_SCENARIOS)
    scenario = Scenario(position=len(there))
    _put(admin, scenario, plan)
    db.session.add(scenario)
    db.session.flush()
    _note(admin, "create", scenario)
    return scenario


@action
def change(admin: User, scenario: Scenario, plan: ScenarioPlan) -> None:
    """Let it read like this from now on. Raises Refused and Invalid."""
    require(policy.can_arrange(admin))
    _put(admin, scenario, plan)
    _note(admin, "change", scenario)


@action
def restore(admin: User, scenario: Scenario) -> None:
    """Let a supplied one read as it came, in every language. Raises Refused."""
    require(policy.can_arrange(admin))
    if scenario.key is None:
        raise Refused(deny("not_supplied"))
    scenario.title = scenario.post = scenario.facts = scenario.question = scenario.why = ""
    scenario.choices, scenario.right = [], 0
    _note(admin, "restore", scenario)


@action
def switch(admin: User, scenario: Scenario) -> None:
    """Ask it no longer, or again. Raises Refused."""
    require(policy.can_arrange(admin))
    scenario.is_on = not scenario.is_on
    _note(admin, "switch", scenario)
    _finish_open(admin)


@action
def remove(admin: User, scenario: Scenario) -> None:
    """Take out one that staff wrote; answers to it go on counting. Raises Refused."""
    require(policy.can_arrange(admin))
    if scenario.key is not None:
        raise Refused(deny("supplied"))
    scenario.removed_at = clock.now()
    _note(admin, "remove", scenario)
    _finish_open(admin)


@action
def move_up(admin: User, scenario: Scenario) -> None:
    """One place earlier in the list. Raises Refused."""
    _move(admin, scenario, -1)


@action
def move_down(admin: User, scenario: Scenario) -> None:
    """One place later in the list. Raises Refused."""
    _move(admin, scenario, 1)


def _move(admin: User, scenario: Scenario, by: int) -> None:
    require(policy.can_arrange(admin))
    order = [story.scenario for story in queries.all_scenarios()]
    place = order.index(scenario)
    other = min(max(place + by, 0), len(order) - 1)
    order[place], order[other] = order[other], order[place]
    for position, one in enumerate(order):
        one.position = position
    _note(admin, "move", scenario)


def _put(admin: User, scenario: Scenario, plan: ScenarioPlan) -> None:
    texts = {name: _text(name, getattr(plan, name)) for name in TEXTS}
    choices = [asdict(one) | {"words": _text("choices", one.words)} for one in plan.choices]
    if not FEWEST_CHOICES <= len(choices) <= MOST_CHOICES:
        raise Invalid("choices", "three_to_five", least=FEWEST_CHOICES, most=MOST_CHOICES)
    if not all(one["decision"] in set(Decision) for one in choices):
        raise Invalid("choices", "unknown")
    if not 0 <= plan.right < len(choices):
        raise Invalid("right", "no_model")
    for name, words in texts.items():
        setattr(scenario, name, words)
    scenario.subject, scenario.choices, scenario.right = plan.subject, choices, plan.right


def _text(field: str, typed: str) -> str:
    words, most = clean(typed).strip(), LONGEST.get(field, LONGEST_TEXT)
    if not words:
        raise Invalid(field, "empty")
    if len(words) > most:
        raise Invalid(field, "too_long", most=most)
    return words


def _finish_open(admin: User) -> None:
    """Whoever had only this left to answer has finished now."""
    db.session.flush()
    for attempt in queries.open_attempts():
        finish(attempt, by=admin)


def _note(admin: User, verb: str, scenario: Scenario) -> None:
    scenario.changed_at, scenario.changed_by_id = clock.now(), admin.id
    after = {"name": scenario.title or scenario.key, "is_on": scenario.is_on}
    audit.record(admin, f"training.{verb}", KIND, scenario.id, after=after)
