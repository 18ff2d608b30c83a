"""How far the owner has come with setting up, and the goals of the community."""

from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.kernel import clock
from forum.kernel.db import Model, Moment


class Step(StrEnum):
    """The pages of the wizard, in their order."""

    OWNER = "owner"
    BRAND = "brand"
    PURPOSE = "purpose"
    CHANNELS = "channels"
    MAIL = "mail"


class Metric(StrEnum):
    """What a goal can be measured by."""

    MEMBERS = "members"
    ACTIVE_MEMBERS = "active_members"
    TOPICS_A_WEEK = "topics_a_week"
    REPLIED_WITHIN_A_DAY = "replied_within_a_day"
    ANSWERED = "answered"

    @property
    def is_share(self) -> bool:
        """Whether it is counted in a hundred."""
        return self in {Metric.REPLIED_WITHIN_A_DAY, Metric.ANSWERED}


class SetupStep(Model):
    """What became of a page of the wizard; there is no row before."""

    __tablename__ = "setup_steps"

    step: Mapped[Step] = mapped_column(String(20), primary_key=True)
    done_at: Mapped[Moment | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    skipped_at: Mapped[Moment | None]
    skipped_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    @property
    def is_done(self) -> bool:
        """Whether it was filled in."""
        return self.done_at is not None


class Goal(Model):
    """What the community wants to reach: a figure, and how high it shall be."""

    __tablename__ = "goals"

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int]
    # What it means to the owner; the metric's own name when empty.
    words: Mapped[str] = mapped_column(String(160), default="")
    metric: Mapped[Metric] = mapped_column(String(40))
    target: Mapped[int]
    created_at: Mapped[Moment] = mapped_column(default=clock.now)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
