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
    HOURS_TO_REPLY = "hours_to_reply"

    @property
    def is_share(self) -> bool:
        """Whether it is counted in a hundred."""
        return self in {Metric.REPLIED_WITHIN_A_DAY, Metric.ANSWERED}

    def is_met(self, value: int | None, wanted: int) -> bool:
        """Whether the figure is as good as it shall be; of hours, fewer are better."""
        if value is None:
            return False
        return value <= wanted if self == Metric.HOURS_TO_REPLY else value >= wanted


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


class Reason(Model):
    """Why somebody should join, in a line or two; with a figure that must bear it out, or without.

    The figure stands beside it for everybody, as long as it is as good as promised.
    """

    __tablename__ = "reasons"

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(80))
    words: Mapped[str] = mapped_column(String(200), default="")
    metric: Mapped[Metric | None] = mapped_column(String(40))
    # As good as the figure must be to be shown; nothing when it is shown whatever it is.
    promised: Mapped[int | None]


class KeptFigure(Model):
    """Where a metric stood when the worker last looked: readers do not wait for the counting."""

    __tablename__ = "kept_figures"

    metric: Mapped[Metric] = mapped_column(String(40), primary_key=True)
    # Nothing while there is nothing to measure.
    value: Mapped[int | None]
    read_at: Mapped[Moment] = mapped_column(default=clock.now)
