"""Which outside hosts this server has spoken to."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from forum.kernel import clock
from forum.kernel.db import Model, Moment


class OutsideContact(Model):
    """An outside host that the server spoke to for a purpose: how often, and when last."""

    __tablename__ = "outside_contacts"

    host: Mapped[str] = mapped_column(String(255), primary_key=True)
    # A word such as `mail`; the pages say what it means.
    purpose: Mapped[str] = mapped_column(String(40), primary_key=True)
    first_at: Mapped[Moment] = mapped_column(default=clock.now)
    last_at: Mapped[Moment] = mapped_column(default=clock.now)
    count: Mapped[int] = mapped_column(default=1)
