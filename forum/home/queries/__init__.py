"""Reading topics in lists."""

from forum.home.queries.lists import in_channel, latest, pins, pins_in
from forum.home.queries.rows import Row

__all__ = ["Row", "in_channel", "latest", "pins", "pins_in"]
