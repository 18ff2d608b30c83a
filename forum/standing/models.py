"""What staff and time have to do with the standing of a member."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.kernel.db import Model, Moment


class StandingState(Model):
    """What is to be known of a member's standing beside the standing itself, if anything is."""

    __tablename__ = "standing_states"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    # Kept although something is missing, until then.
    grace_until: Mapped[Moment | None]
    # Staff decided that it stays as it is, and why.
    locked_at: Mapped[Moment | None]
    locked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    reason: Mapped[str] = mapped_column(String(300), default="")
    # Staff made the member a leader.
    leader_at: Mapped[Moment | None]
    leader_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
