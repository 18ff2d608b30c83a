"""How far the owner has come with setting up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import exists, select

from forum.channels.models import Channel
from forum.kernel.db import db
from forum.setup.models import SetupStep, Step
from forum.setup.queries.figures import goals
from forum.site.queries import purpose


class State(StrEnum):
    """What became of a step."""

    DONE = "done"
    SKIPPED = "skipped"
    OPEN = "open"


@dataclass(frozen=True)
class Journey:
    """All steps with their states, in their order."""

    states: Mapping[Step, State]

    @property
    def is_begun(self) -> bool:
        """Whether the owner came in through the wizard."""
        return self.states[Step.OWNER] == State.DONE

    @property
    def next_open(self) -> Step | None:
        """Where to go on."""
        return next((step for step in Step if self.states[step] == State.OPEN), None)

    @property
    def is_over(self) -> bool:
        """Whether every step was filled in or skipped."""
        return self.next_open is None

    @property
    def passed(self) -> int:
        """How many steps are behind the owner."""
        return sum(state != State.OPEN for state in self.states.values())

    @property
    def skipped(self) -> Sequence[Step]:
        """What may still be worth a visit."""
        return [step for step in Step if self.states[step] == State.SKIPPED]


def journey() -> Journey:
    """How far the owner has come, in one query."""
    rows = {row.step: row for row in db.session.scalars(select(SetupStep))}
    return Journey({step: _state(rows.get(step)) for step in Step})


def has_channels() -> bool:
    """Whether there are channels already, whoever made them."""
    return bool(db.session.scalar(select(exists().where(Channel.id.is_not(None)))))


def missing_of_purpose() -> Sequence[str]:
    """What is still to be said: `purpose`, `people`, `promises`, `goals`."""
    told = purpose()
    lacks = {
        "purpose": not told.purpose,
        "people": not told.people,
        "promises": not told.promises,
        "goals": not goals(),
    }
    return [name for name, is_missing in lacks.items() if is_missing]


def is_purpose_whole() -> bool:
    """Whether there is a purpose and at least one goal that can be measured."""
    return not {"purpose", "goals"} & set(missing_of_purpose())


def _state(row: SetupStep | None) -> State:
    if row is None:
        return State.OPEN
    return State.DONE if row.is_done else State.SKIPPED
