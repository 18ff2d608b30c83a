"""What answering promises to `forum verify`."""

from collections.abc import Iterator

from forum.answering import queries
from forum.kernel.manifest import Check


def standings() -> Iterator[str]:
    """Every topic stands where its posts say, and is due when its protocol promised."""
    for one in queries.amiss():
        yield f"topic {one.topic_id} {one.what}"


def calls() -> Iterator[str]:
    """A call either rings or has ended, and for a topic one rings at a time."""
    for call_id in queries.calls_in_two_states():
        yield f"call {call_id} rings and does not ring"
    for topic_id in queries.topics_called_twice():
        yield f"two calls ring for topic {topic_id}"


ALL = [
    Check("answering: topics stand where their posts say", standings),
    Check("answering: calls are in one state", calls),
]
