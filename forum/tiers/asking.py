"""What a tier asks for, what a member has of it, and what is missing. Nothing here asks a table."""

from typing import NamedTuple


class Has(NamedTuple):
    """What counts of a member: points, kept orders, and whole units of money paid for them."""

    points: int = 0
    orders: int = 0
    spent: int = 0


class Lack(NamedTuple):
    """What is missing, each of it enough by itself; 0 for what leads nowhere. All 0: nothing is."""

    points: int = 0
    orders: int = 0
    spent: int = 0

    @property
    def has_more_ways(self) -> bool:
        """Whether something beside points would be enough."""
        return self.orders > 0 or self.spent > 0

    @property
    def by_points(self) -> "Lack":
        """As much of it as has to do with points."""
        return Lack(self.points)


class Asks(NamedTuple):
    """What is enough for a tier, each by itself; 0 orders or money: they do not lead there."""

    points: int
    orders: int = 0
    spent: int = 0

    @property
    def has_buying(self) -> bool:
        """Whether buying leads there."""
        return self.orders > 0 or self.spent > 0

    def is_met_by(self, has: Has) -> bool:
        """Whether one of the ways is gone to its end."""
        by_points = has.points >= self.points
        by_orders = 0 < self.orders <= has.orders
        return by_points or by_orders or 0 < self.spent <= has.spent

    def lack_of(self, has: Has) -> Lack:
        """What is missing by each of the ways."""
        if self.is_met_by(has):
            return Lack()
        orders = self.orders - has.orders if self.orders else 0
        spent = self.spent - has.spent if self.spent else 0
        return Lack(self.points - has.points, orders, spent)
