"""How offers move on through the line as time goes by: the same whoever looks, and whenever.

Nothing here asks the database or what time it is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush

from forum.launches.gates import LAST_SECOND, Stock, is_over

# What is offered so often and not taken is there for everybody again.
MOST_ROUNDS = 3


@dataclass(frozen=True)
class Offer:
    """Something that is kept for somebody until a moment, offered for the n-th time."""

    entry_id: int
    window_id: int
    quantity: int
    round: int
    expires_at: datetime
    offered_at: datetime


@dataclass(frozen=True)
class Waiting:
    """Somebody in the line."""

    entry_id: int
    window_id: int
    quantity: int


@dataclass(frozen=True)
class Moved:
    """Who let their moment pass, who has an offer now, and what is taken after that."""

    lapsed: Sequence[Offer]
    offered: Sequence[Offer]
    stock: Stock


class Line:
    """The line of a launch: those who wait, in order, and for how long each offer stands."""

    def __init__(
        self,
        waiting: Sequence[Waiting],
        stock: Stock,
        *,
        hold: timedelta,
        door: Callable[[int, datetime], int | None],
    ) -> None:
        self._waiting = list(waiting)
        self._stock = stock
        self._hold = hold
        # By which window somebody gets something at a moment who waits by this one.
        self._door = door

    def move_on(self, offers: Sequence[Offer], at: datetime) -> Moved:
        """Let every offer that is over go to the next in the line, from the moment it was over."""
        heap = [(one.expires_at, one.entry_id, one) for one in offers]
        heapify(heap)
        lapsed: list[Offer] = []
        made: dict[int, Offer] = {}
        while heap and is_over(heap[0][0], at):
            over = heappop(heap)[2]
            lapsed.append(over)
            self._stock = self._stock.with_taken(over.window_id, -over.quantity)
            then = over.expires_at + LAST_SECOND
            for new in self._pass_on(over.quantity, then, over.round + 1):
                made[new.entry_id] = new
                heappush(heap, (new.expires_at, new.entry_id, new))
        over_ids = {one.entry_id for one in lapsed}
        offered = [one for one in made.values() if one.entry_id not in over_ids]
        return Moved(lapsed, offered, self._stock)

    def give(self, quantity: int, at: datetime) -> Moved:
        """Offer what has become free to whoever is next."""
        made = self._pass_on(quantity, at, 1)
        return Moved((), made, self._stock)

    def _pass_on(self, free: int, at: datetime, round_: int) -> list[Offer]:
        made: list[Offer] = []
        if round_ > MOST_ROUNDS:
            return made
        for one in list(self._waiting):
            door = self._door(one.window_id, at) if free >= one.quantity else None
            if door is None or not self._stock.has(door, one.quantity):
                continue
            self._waiting.remove(one)
            free -= one.quantity
            self._stock = self._stock.with_taken(door, one.quantity)
            until = at + self._hold
            made.append(Offer(one.entry_id, door, one.quantity, round_, until, at))
        return made
