"""Reading why one should join, and whether the figures bear it out."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from forum.kernel.db import db
from forum.setup.models import KeptFigure, Metric, Reason


@dataclass(frozen=True)
class Told:
    """A reason with its figure as the worker last found it; nothing when it has none."""

    reason: Reason
    value: int | None

    @property
    def metric(self) -> Metric | None:
        """What is measured, if anything."""
        return Metric(self.reason.metric) if self.reason.metric else None

    @property
    def is_broken(self) -> bool:
        """Whether the figure is worse than promised: then readers see no figure."""
        if self.metric is None or self.value is None or self.reason.promised is None:
            return False
        return not self.metric.is_met(self.value, self.reason.promised)

    @property
    def shown(self) -> int | None:
        """The figure that readers see."""
        return None if self.is_broken else self.value


def reasons() -> Sequence[Reason]:
    """Why one should join, in the order of the owner."""
    return db.session.scalars(select(Reason).order_by(Reason.position)).all()


def told() -> Sequence[Told]:
    """The same with their figures; one query."""
    query = select(Reason, KeptFigure.value).outerjoin(
        KeptFigure, KeptFigure.metric == Reason.metric
    )
    return [Told(row[0], row[1]) for row in db.session.execute(query.order_by(Reason.position))]
