"""What each standing asks for, as the settings say it. Nothing here asks a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from forum.accounts.models import Standing
from forum.kernel.settings import made_once
from forum.standing.settings import CRITERIA

# By counting one comes as far as Regular; leaders are made by staff.
STEPS = (Standing.BASIC, Standing.MEMBER, Standing.REGULAR)


@dataclass(frozen=True)
class Requirement:
    """At least so much of what is counted, in the last days where days are given."""

    metric: str
    value: int
    days: int | None = None

    @property
    def written(self) -> str:
        """As the setting keeps it."""
        return f"{self.metric} {self.value}" + (f" in {self.days}" if self.days else "")


def asked() -> Mapping[Standing, Sequence[Requirement]]:
    """What each step asks for beside the steps below it, the lowest step first."""
    return made_once("standing.criteria", _read)


def read(words: str) -> Sequence[Requirement]:
    """The requirements of a setting, whose form has been checked."""
    return tuple(_one(part.split()) for part in words.split(", "))


def written(some: Sequence[Requirement]) -> str:
    """The requirements as a setting keeps them."""
    return ", ".join(one.written for one in some)


def next_step(standing: Standing) -> Standing | None:
    """The step above that behaviour leads to; None at the top of them."""
    return next((step for step in STEPS if step.rank > standing.rank), None)


def _read() -> Mapping[Standing, Sequence[Requirement]]:
    return {step: read(CRITERIA[step].get()) for step in STEPS}


def _one(words: Sequence[str]) -> Requirement:
    metric, value, *days = words
    return Requirement(metric, int(value), int(days[1]) if days else None)
