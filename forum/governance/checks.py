"""What governance promises to `forum verify`."""

from collections.abc import Iterator

from forum.governance import queries
from forum.kernel.manifest import Check


def frozen() -> Iterator[str]:
    """A frozen month says what a recount of all that is kept says."""
    for month, names in queries.changed():
        yield f"{month} was frozen with other figures than a recount gives: {', '.join(names)}"


ALL = [Check("transparency: frozen months equal a recount", frozen)]
