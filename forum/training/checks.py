"""What training promises to `forum verify`."""

from collections.abc import Iterator

from forum.kernel.manifest import Check
from forum.training.queries import proving


def gate() -> Iterator[str]:
    """Whoever decides where training is asked for has a certificate."""
    for user_id in proving.wrongly_trained():
        yield f"member {user_id} is trained until another day than their certificates say"


def results() -> Iterator[str]:
    """Every result follows from the answers."""
    for attempt_id in proving.miscounted():
        yield f"attempt {attempt_id} of the course has another result than its answers give"


def figures() -> Iterator[str]:
    """Every figure of agreement follows from what was counted."""
    for month in proving.misreckoned():
        yield f"the round of {month} has other figures than its counts give"


ALL = [
    Check("training: who is trained has passed", gate),
    Check("training: results follow from answers", results),
    Check("training: agreement follows from counts", figures),
]
