"""Headings of a post: below the page's own, and never a level left out."""

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

# The page has the h1, its parts have the h2.
_ABOVE = 2


class Outline:
    """Gives each heading of one text its level on the page: h1 becomes h3, and so on.

    A heading that skips a level comes right below the one before it, because people who
    read by headings would look for what is missing.
    """

    def __init__(self) -> None:
        self._level = _ABOVE

    def next(self, tag: str) -> str:
        """The element for the next heading, which the author made with this one."""
        wanted = int(tag[1]) + _ABOVE
        self._level = min(wanted, self._level + 1, len(HEADINGS))
        return f"h{self._level}"
