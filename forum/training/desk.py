"""The practice desk: invented cases with the priority and the clock that real ones would have."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from forum.accounts.models import Standing
from forum.moderation import scoring
from forum.moderation.models import Band
from forum.training.models import Decision, PracticeCase
from forum.training.shapes import Invented
from forum.training.shipped import practice

# What may be decided here, in the order of the buttons.
DECISIONS: Sequence[Decision] = (
    Decision.KEEP,
    Decision.HIDE,
    Decision.REMOVE,
    Decision.EDIT,
    Decision.MOVE,
    Decision.HAND_ON,
    Decision.LEAVE,
)
# What everybody of the team decides between in calibration.
CALIBRATED: Sequence[Decision] = (
    Decision.KEEP,
    Decision.HIDE,
    Decision.REMOVE,
    Decision.EDIT,
    Decision.MOVE,
)
INVENTED: Mapping[str, Invented] = {one.key: one for one in practice.ALL}


class Feedback(StrEnum):
    """How a decision compares with the model."""

    SAME = "same"
    OTHER_CLAUSE = "other_clause"
    OTHER = "other"


@dataclass(frozen=True)
class Trial:
    """One case on the practice desk."""

    row: PracticeCase
    of: Invented

    @property
    def parts(self) -> Sequence[dict[str, Any]]:
        """What its priority is made of."""
        severity = scoring.BY_HARM[self.of.harm]
        weight = scoring.flag_weight(standing=Standing.MEMBER.rank, agreed=0, disagreed=0)
        return scoring.with_points(
            [scoring.by_severity(severity, self.of.harm)],
            [scoring.by_flags([weight] * self.of.flags)],
            [scoring.by_wait(severity, timedelta(minutes=self.of.waited))],
        )

    @property
    def priority(self) -> int:
        """From 0 to 100, as in the real queue."""
        return scoring.total(self.parts)

    @property
    def band(self) -> Band:
        """How soon it should be decided."""
        return scoring.band_of(self.priority, scoring.BY_HARM[self.of.harm])

    @property
    def due_at(self) -> datetime:
        """When it should be decided: it has waited for a while when somebody begins."""
        waited = timedelta(minutes=self.of.waited)
        return self.row.begun_at - waited + scoring.TIME[self.band]

    def rank_at(self, now: datetime) -> int:
        """Its place in the queue at this moment, from 0."""
        return scoring.rank_of(self.band, self.due_at, now)

    @property
    def feedback(self) -> Feedback | None:
        """How the decision compares with the model; nothing before there is one."""
        if self.row.decided_at is None:
            return None
        if self.row.decision != self.of.decision:
            return Feedback.OTHER
        is_same = self.of.clause is None or self.row.clause == self.of.clause
        return Feedback.SAME if is_same else Feedback.OTHER_CLAUSE


def trials(rows: Sequence[PracticeCase], now: datetime) -> Sequence[Trial]:
    """The desk in the order of a queue; what is decided stands last."""
    found = [Trial(row, INVENTED[row.key]) for row in rows if row.key in INVENTED]
    return sorted(
        found,
        key=lambda one: (one.row.decided_at is not None, one.rank_at(now), one.due_at, one.row.id),
    )
