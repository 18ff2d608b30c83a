"""Who had a launch before their eyes; everything else of a report is read where it stands."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from forum.kernel import clock
from forum.kernel.db import Model, Moment
from forum.kernel.handover import NAMELESS


class LaunchSighting(Model):
    """A member had the page of a launch on the screen for the first time."""

    __tablename__ = "launch_sightings"

    launch_id: Mapped[int] = mapped_column(ForeignKey("launches.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id"), primary_key=True, index=True, info=NAMELESS
    )
    at: Mapped[Moment] = mapped_column(default=clock.now)
