"""What appeals promise to `forum verify`."""

from collections.abc import Iterator

from forum.appeals import queries
from forum.kernel.manifest import Check


def undone() -> Iterator[str]:
    """What was overturned is wholly undone: the decision, and what it did to the member."""
    for appeal_id, what in queries.not_undone():
        yield f"appeal {appeal_id} was overturned, and {what}"


def other_eyes() -> Iterator[str]:
    """Nobody decides on an appeal against a decision of their own."""
    for appeal_id in queries.decided_by_the_same():
        yield f"appeal {appeal_id} was decided by who had made the decision"


def waiting() -> Iterator[str]:
    """Every appeal that waits has its case in the queue."""
    for appeal_id in queries.without_case():
        yield f"appeal {appeal_id} waits, and has no case in the queue"


ALL = [
    Check("appeals: what was overturned is undone", undone),
    Check("appeals: somebody else decided", other_eyes),
    Check("appeals: none is forgotten", waiting),
]
