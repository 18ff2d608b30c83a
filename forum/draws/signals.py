"""What draws announce."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DrawDone:
    """It is decided who gets one: those who won are offered one, the rest wait in their order."""

    launch_id: int
    draw_id: int
    # Members who entered and have nothing yet, in the order of the reserve.
    reserve_ids: tuple[int, ...]


@dataclass(frozen=True)
class EntryStruck:
    """The team struck an entry out, for a reason that the member is told."""

    launch_id: int
    entry_id: int
    user_id: int
    reason: str
