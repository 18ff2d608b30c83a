"""What shall be done about a wave: to its posts, and to accounts that were made for it."""

from dataclasses import asdict, dataclass
from typing import Any

from forum.sanctions.models import Reasons, SanctionKind, SanctionWish
from forum.topics.actions import Way


@dataclass(frozen=True)
class Plan:
    """Posts go out of sight or are removed; without a pause nothing is done to any account."""

    way: Way = Way.HIDE
    pause: SanctionKind | None = None
    hours: int = 0
    clause_key: str = ""
    guidelines_number: int = 0
    words: str = ""

    @property
    def wish(self) -> SanctionWish | None:
        """What is done to accounts that were made for the wave."""
        return SanctionWish(self.pause, self.hours) if self.pause else None

    @property
    def reasons(self) -> Reasons:
        """Why, as their owners read it."""
        return Reasons(self.clause_key, self.guidelines_number, self.words)


def read(stored: dict[str, Any]) -> Plan:
    """The plan that is stored; the mildest when nobody chose."""
    if not stored:
        return Plan()
    pause = SanctionKind(stored["pause"]) if stored["pause"] else None
    return Plan(**(stored | {"way": Way(stored["way"]), "pause": pause}))


def written(plan: Plan) -> dict[str, Any]:
    """The plan as it is stored."""
    return asdict(plan)
