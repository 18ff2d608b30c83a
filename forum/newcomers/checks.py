"""What newcomers promise to `forum verify`."""

from collections.abc import Iterator

from forum.kernel.manifest import Check
from forum.newcomers import queries


def answers() -> Iterator[str]:
    """What answers a first post is a reply to be read there, and who has one does not wait.

    Who is named in a reply, and who took the case, may change later: of them nothing is said.
    """
    for first_id in queries.wrongly_answered():
        yield f"first post {first_id} is answered by what is no reply to it"
    for first_id in queries.wrongly_waiting():
        yield f"first post {first_id} waits, although somebody replied"


def credit() -> Iterator[str]:
    """Who invited a customer has the credit once, as the orders of this moment give it."""
    yield from queries.wrongly_credited()


def circles() -> Iterator[str]:
    """Who is in a circle is in its channel, and that channel is hidden."""
    for circle_id, user_id in queries.seats_amiss():
        yield f"member {user_id} is in circle {circle_id}, and not in its channel"
    for circle in queries.open_rooms():
        yield f"the channel of circle {circle.id} is not hidden"


ALL = [
    Check("newcomers: who answered first posts", answers),
    Check("newcomers: who has credit for a customer", credit),
    Check("newcomers: who is in circles", circles),
]
