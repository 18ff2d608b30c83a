"""Draws: the secret that decides, what was published of it, and what came out."""

from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.draws.fair import ALGORITHM
from forum.kernel import clock
from forum.kernel.db import Json, Model, Moment
from forum.launches.models import Launch


class Beacon(StrEnum):
    """What is mixed with the seed so that not even whoever knows the seed can foresee the draw."""

    NONE = "none"
    # A public number of a date that was named before anybody entered.
    NUMBER = "number"


class Draw(Model):
    """Who gets one of a launch, decided by `forum.draws.fair`."""

    __tablename__ = "draws"

    id: Mapped[int] = mapped_column(primary_key=True)
    launch_id: Mapped[int] = mapped_column(ForeignKey("launches.id"), unique=True)
    algorithm: Mapped[str] = mapped_column(String(20), default=ALGORITHM)
    prepared_at: Mapped[Moment] = mapped_column(default=clock.now)
    # Of the seed: published before anybody enters.
    fingerprint: Mapped[str] = mapped_column(String(64))
    # Nobody reads the seed before it decides; from then on it stands in the open.
    sealed_seed: Mapped[str] = mapped_column(String(200), default="")
    seed: Mapped[str] = mapped_column(String(64), default="")
    beacon: Mapped[Beacon] = mapped_column(String(10), default=Beacon.NONE)
    # Which number it is, and where everybody can read it; then the number.
    beacon_rule: Mapped[str] = mapped_column(String(300), default="")
    beacon_value: Mapped[str] = mapped_column(String(100), default="")
    # What was entered, as `fair.file_of` writes it, and its hash; empty before entering ended.
    entries_file: Mapped[str] = mapped_column(Text, default="")
    entries_hash: Mapped[str] = mapped_column(String(64), default="")
    frozen_at: Mapped[Moment | None]
    # How many could win; nothing while nobody was drawn.
    places: Mapped[int | None]
    drawn_at: Mapped[Moment | None]
    # Public numbers in the list that were struck out after it was frozen, and could not win.
    struck: Mapped[list[str]] = mapped_column(Json, default=list)

    launch: Mapped[Launch] = relationship(lazy="raise_on_sql")

    @property
    def waits_for_number(self) -> bool:
        """Whether it goes on as soon as somebody types the public number in."""
        is_due = self.frozen_at is not None and self.drawn_at is None
        return is_due and self.beacon == Beacon.NUMBER and not self.beacon_value
