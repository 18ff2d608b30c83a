"""Who can be in a lobby now: as rules about a launch, and read by the same people."""

from collections.abc import Mapping
from datetime import datetime

from forum.accounts.models import Viewer
from forum.kernel.policy import ALLOW, Verdict, deny
from forum.launches import gates, lobby, policy
from forum.launches.models import Launch, LaunchWindow, Lobby
from forum.launches.policy import Sight


def doors(
    viewer: Viewer,
    launch: Launch,
    now: datetime,
    *,
    sight: Sight,
    lobbies: Mapping[int, Lobby],
) -> list[LaunchWindow]:
    """The windows in whose lobbies the viewer can be now."""
    at = gates.time_of(launch, now)
    return [
        one
        for one in sight.own
        if one.id in lobbies
        and lobbies[one.id].shuffled_at is None
        and lobby.is_open(one, launch.lobby_minutes, at)
        and policy.is_old_enough(viewer, one)
    ]


def can_be_there(
    viewer: Viewer,
    launch: Launch,
    now: datetime,
    *,
    sight: Sight,
    lobbies: Mapping[int, Lobby],
) -> Verdict:
    """Whether the viewer may come into a lobby now."""
    verdict = policy.can_qualify(viewer, launch, now, sight=sight)
    if not verdict:
        return verdict
    if launch.is_paused:
        return deny("launch_paused")
    if sight.entry is not None and sight.entry.state in policy.DONE:
        return deny("launch_in_already")
    found = doors(viewer, launch, now, sight=sight, lobbies=lobbies)
    return ALLOW if found else deny("launch_lobby_closed")
