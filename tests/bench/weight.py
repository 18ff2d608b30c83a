"""What the first view of a page fetches: the page, and what its head asks for."""

import re

from tests.server.visiting import Visitor

ASKED = re.compile(r'(?:href|src|data-composer)="(/(?:static/|brand\.css|icon\.svg)[^"]*)"')


def first_view(visitor: Visitor, path: str) -> tuple[int, float]:
    """Requests and compressed kilobytes of the page with everything but members' own pictures."""
    page = visitor.get(path, encoding="gzip")
    found = set(ASKED.findall(visitor.get(path).text))
    parts = [visitor.get(address, encoding="gzip") for address in sorted(found)]
    return 1 + len(parts), sum(len(part.body) for part in (page, *parts)) / 1024
