"""Being there before a window opens."""

from forum.accounts.models import User, Viewer
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import require
from forum.kernel.unit import action
from forum.launches import being_there, gates, queries
from forum.launches.actions import settling
from forum.launches.models import Allocation, Launch, LobbyPlace
from forum.launches.public_ids import new_public_id


@action
def be_there(member: User, launch: Launch) -> None:
    """Come into the lobbies of the launch that are open for the member; asked again, it is the
    same. Raises Refused."""
    # Whoever comes in the opening second itself is in time, or stands behind all who were.
    settling.take_turn(launch)
    sight, now = queries.sight(member, launch), clock.now()
    lobbies = queries.lobbies_of(launch.id)
    require(being_there.can_be_there(member, launch, now, sight=sight, lobbies=lobbies))
    open_now = being_there.doors(member, launch, now, sight=sight, lobbies=lobbies)
    there = queries.places_of(member.id, [one.id for one in open_now])
    for window in open_now:
        if window.id not in there:
            name = new_public_id()
            db.session.add(LobbyPlace(window_id=window.id, user_id=member.id, public_id=name))
    db.session.flush()


@action
def go(member: User, launch: Launch) -> None:
    """Leave the lobbies that have not opened; without being there nothing happens."""
    settling.take_turn(launch)
    windows = list(queries.lobbies_of(launch.id))
    for place in queries.places_of(member.id, windows).values():
        if place.number is None:
            db.session.delete(place)


def look_in(_viewer: Viewer, launch: Launch) -> bool:
    """Let whoever looks first after an opening see to it that everybody has their place; says
    whether it was this one."""
    if launch.allocation != Allocation.FIRST_COME:
        return False
    is_due = bool(queries.lobbies_due(launch.id, gates.time_of(launch, clock.now())))
    if is_due:
        settling.settle(launch)
    return is_due
