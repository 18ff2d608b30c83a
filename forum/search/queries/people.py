"""Finding members by a part of their names, and channels by their names and what they are for."""

from collections.abc import Sequence
from dataclasses import dataclass

from forum.accounts import queries as accounts
from forum.accounts.models import User, Viewer
from forum.channels import queries as channels
from forum.channels.queries import Room
from forum.kernel import clock
from forum.members import policy
from forum.search import analysis, facts, refs
from forum.search.asked import Asked
from forum.search.engines import choosing
from forum.search.engines.engine import MOST, Wanted
from forum.search.queries.documents import day_of

PAGE_SIZE = 20


@dataclass(frozen=True)
class People:
    """A page of members, how many there are (None: nobody counted to the end), and the next."""

    members: Sequence[User] = ()
    total: int | None = 0
    next: int | None = None


def members(viewer: Viewer, asked: Asked, *, start: int = 0) -> People:
    """Members whose names have words that begin so. Raises Unready."""
    typed = analysis.begun(asked.typed)
    if not typed:
        return People()
    wanted = Wanted(
        groups=tuple((word,) for word in typed),
        facts=(frozenset({facts.MEMBER}),),
        limit=MOST,
        today=day_of(clock.now()),
    )
    found = choosing.ask(lambda engine: engine.search(wanted))
    ids = refs.members_among(found.refs)
    people = accounts.members_by_ids(ids[start : start + PAGE_SIZE])
    shown = [people[user_id] for user_id in ids if user_id in people]
    return People(
        members=[user for user in shown if policy.can_see(viewer, user)],
        total=found.total if found.is_whole else None,
        next=start + PAGE_SIZE if start + PAGE_SIZE < len(ids) else None,
    )


def rooms(viewer: Viewer, asked: Asked) -> Sequence[Room]:
    """Channels that the viewer may know of, by words or their beginnings; names come first."""
    typed = analysis.begun(asked.typed)
    if not typed:
        return []
    found = []
    for room in channels.rooms(viewer):
        named = set(analysis.beginnings([room.channel.name, room.channel.slug]))
        about = named | set(analysis.beginnings([room.channel.description]))
        if about.issuperset(typed):
            found.append((not named.issuperset(typed), room))
    return [room for _, room in sorted(found, key=lambda pair: pair[0])]
