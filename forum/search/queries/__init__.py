"""Reading: what is found, what waits, how the index stands."""

from forum.search.queries.alike import Alike, alike
from forum.search.queries.finding import Hit, Order, Results, find
from forum.search.queries.meant import better
from forum.search.queries.people import People, members, rooms
from forum.search.queries.standing import Standing, differences, standing, standing_at_a_glance

__all__ = [
    "Alike",
    "Hit",
    "Order",
    "People",
    "Results",
    "Standing",
    "alike",
    "better",
    "differences",
    "find",
    "members",
    "rooms",
    "standing",
    "standing_at_a_glance",
]
