"""What the brand chose for its site."""

from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.kernel import clock
from forum.kernel.db import Json, Model, Moment


class ChosenSetting(Model):
    """A setting that differs from its default."""

    __tablename__ = "chosen_settings"

    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    value: Mapped[Any] = mapped_column(Json)
    changed_at: Mapped[Moment] = mapped_column(default=clock.now, onupdate=clock.now)
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
