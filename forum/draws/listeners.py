"""What draws do when they hear of launches."""

from forum.draws import actions
from forum.kernel.bus import Listeners
from forum.launches import queries as launched
from forum.launches.signals import LaunchApproved


def hear_approving(signal: LaunchApproved) -> None:
    """The fingerprint of the seed stands in the open before anybody can enter."""
    actions.prepare(launched.launch_by_id(signal.launch_id))


ALL: Listeners = [(LaunchApproved, hear_approving)]
