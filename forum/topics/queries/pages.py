"""How the posts of a topic fall into pages: by number, so that a link never shifts."""

PAGE_SIZE = 20


def page_of(number: int) -> int:
    """The page on which the post with this number stands."""
    return max(1, (number - 1) // PAGE_SIZE + 1)


def numbers_on(page: int) -> tuple[int, int]:
    """The first and the last number of a page."""
    return (page - 1) * PAGE_SIZE + 1, page * PAGE_SIZE
