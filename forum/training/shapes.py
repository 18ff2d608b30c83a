"""How a scenario and an invented case read, whether they are supplied or written by staff."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from forum.pages.models import Harm
from forum.training.models import Decision, Scenario, Subject


@dataclass(frozen=True)
class Choice:
    """One of the answers: what is done, by which clause, in words."""

    decision: Decision
    clause: Harm | None
    words: Any


@dataclass(frozen=True)
class Shipped:
    """A scenario as it is supplied."""

    key: str
    subject: Subject
    title: Any
    post: Any
    facts: Any
    question: Any
    choices: Sequence[Choice]
    right: int
    why: Any


@dataclass(frozen=True)
class Invented:
    """A case to practise with, and how it should be decided."""

    key: str
    name: str
    post: Any
    record: Any
    harm: Harm
    flags: int
    decision: Decision
    clause: Harm | None
    why: Any
    # For how many minutes it has waited when somebody begins.
    waited: int


@dataclass(frozen=True)
class Story:
    """A scenario with its words, as pages show it."""

    scenario: Scenario
    title: Any
    post: Any
    facts: Any
    question: Any
    choices: Sequence[Choice]
    right: int
    why: Any

    @property
    def model(self) -> Choice:
        """The answer that is right."""
        return self.choices[self.right]


def told(scenario: Scenario, supplied: Shipped | None) -> Story | None:
    """The words of staff, else those that came with the forum; None when there are none."""
    if not scenario.is_ours:
        return _supplied(scenario, supplied) if supplied else None
    choices = [
        Choice(
            Decision(one["decision"]), Harm(one["clause"]) if one["clause"] else None, one["words"]
        )
        for one in scenario.choices
    ]
    words = (scenario.title, scenario.post, scenario.facts, scenario.question)
    return Story(scenario, *words, choices, scenario.right, scenario.why)


def _supplied(scenario: Scenario, one: Shipped) -> Story:
    words = (one.title, one.post, one.facts, one.question)
    return Story(scenario, *words, one.choices, one.right, one.why)
