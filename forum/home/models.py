"""How much members help: figures that follow from the activity log, for lists of members."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from forum.kernel.db import Model
from forum.kernel.handover import NAMELESS

# A newer deed counts in the lists of the last so many days.
RECENT_DAYS = 90
# An accepted answer is worth as much as so many reactions.
ANSWER_WEIGHT = 10


class HelpfulMember(Model):
    """What came of a member's posts in channels that are open to every member."""

    __tablename__ = "helpful_members"
    __table_args__ = (
        Index("ix_helpful_members_recent", "recent", "user_id"),
        Index("ix_helpful_members_total", "total", "user_id"),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True, info=NAMELESS)
    answers: Mapped[int]
    reactions: Mapped[int]
    # Both together, an answer weighing more.
    total: Mapped[int]
    # The same of the 90 days that ended with the day of counting (days since 1 January 1970).
    recent_answers: Mapped[int]
    recent_reactions: Mapped[int]
    recent: Mapped[int]
    counted_day: Mapped[int]
