"""What newcomers promise to `forum verify`."""

from collections.abc import Iterator

from forum.kernel.manifest import Check
from forum.newcomers import queries


def answers() -> Iterator[str]:
    """Every first post is known as answered by the reply that answered it, and by no other."""
    for first in queries.all_first_posts():
        found = queries.answer_to(first)
        if first.answer_id != (found[0] if found else None):
            said = f"by post {first.answer_id}" if first.answer_id else "by nobody"
            yield f"first post {first.id} is answered {said}, and should be by {found}"


def circles() -> Iterator[str]:
    """Who is in a circle is in its channel, and that channel is hidden."""
    for circle_id, user_id in queries.seats_amiss():
        yield f"member {user_id} is in circle {circle_id}, and not in its channel"
    for circle in queries.open_rooms():
        yield f"the channel of circle {circle.id} is not hidden"


ALL = [
    Check("newcomers: who answered first posts", answers),
    Check("newcomers: who is in circles", circles),
]
