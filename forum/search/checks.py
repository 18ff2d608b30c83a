"""What search promises to `forum verify`."""

from collections.abc import Iterator

from forum.kernel.manifest import Check
from forum.search import queries


def what_is_found() -> Iterator[str]:
    """Once nothing waits, the index holds exactly what everybody may see: posts and members."""
    yield from queries.differences()


ALL = [Check("search finds exactly what there is to see", what_is_found)]
