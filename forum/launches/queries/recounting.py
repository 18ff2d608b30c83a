"""Counting the order of a lobby again from what is published, as a stranger would."""

from collections.abc import Iterator

from forum.launches import lobby
from forum.launches.models import Launch, Lobby
from forum.launches.queries.lobbies import numbers_in


def problems_of(room: Lobby, launch: Launch) -> Iterator[str]:
    """What does not fit together in one lobby that has its order."""
    name = f"the lobby of window {room.window_id} of {launch.slug}"
    if lobby.fingerprint(room.seed) != room.fingerprint:
        yield f"{name}: the seed is not the one whose fingerprint was published"
    try:
        order = lobby.shuffled(room.seed, launch.slug, lobby.read(room.people_file))
    except ValueError as error:
        yield f"{name}: {error}"
        return
    counted = {one: number for number, one in enumerate(order, start=1)}
    # Of two accounts that became one, the list still names both.
    for public_id, number in numbers_in(room.window_id).items():
        if counted.get(public_id) != number:
            yield f"{name}: {public_id} stands in another place than counted again"
