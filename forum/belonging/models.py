"""Who was asked whether they feel part of the community, and what all of them said together."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.accounts.models import User
from forum.kernel import clock
from forum.kernel.db import Model, Moment

# What can be said: not at all, and entirely.
LEAST, MOST = 0, 10


class BelongingAsk(Model):
    """A member is asked once in a quarter at most. What they said does not stand here."""

    __tablename__ = "belonging_asks"

    # Such as 2026-Q4.
    quarter: Mapped[str] = mapped_column(String(7), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), primary_key=True, index=True)
    asked_at: Mapped[Moment] = mapped_column(default=clock.now)
    # Answered, or put off. Without a moment, so that nobody can tell who gave which answer.
    is_over: Mapped[bool] = mapped_column(default=False)


class BelongingCount(Model):
    """How many gave an answer in a quarter. Only sums are kept: no answer is anybody's."""

    __tablename__ = "belonging_counts"

    quarter: Mapped[str] = mapped_column(String(7), primary_key=True)
    score: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    count: Mapped[int] = mapped_column(default=0)
