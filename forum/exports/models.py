"""Copies of their own data that members asked for."""

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.kernel import clock
from forum.kernel.db import Model, Moment


class DataCopy(Model):
    """A zip file of what one member gave; only that member may fetch it, and not for ever."""

    __tablename__ = "data_copies"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    asked_at: Mapped[Moment] = mapped_column(default=clock.now)
    made_at: Mapped[Moment | None]
    failed_at: Mapped[Moment | None]
    # After this moment the file is thrown away.
    expires_at: Mapped[Moment | None]
    bytes: Mapped[int] = mapped_column(BigInteger, default=0)

    @property
    def is_waiting(self) -> bool:
        """Whether the worker has still to make it."""
        return self.made_at is None and self.failed_at is None

    @property
    def is_ready(self) -> bool:
        """Whether it can be fetched now."""
        return self.expires_at is not None and self.expires_at > clock.now()
