"""Who lets a launch be rehearsed, and which launches can be."""

from datetime import timedelta

from forum.accounts.models import Viewer
from forum.kernel.policy import ALLOW, Verdict, deny
from forum.launches.models import Allocation, Launch, LaunchState

# A rehearsal takes about a minute; the machine has other things to do.
MOST_AN_HOUR = 12
HOUR = timedelta(hours=1)


def can_rehearse(viewer: Viewer, launch: Launch) -> Verdict:
    """Whether the viewer may let the launch be rehearsed."""
    return is_rehearsable(launch) if viewer.is_admin else deny("admins_only")


def is_rehearsable(launch: Launch) -> Verdict:
    """Whether invented members can play what real ones would do."""
    if launch.allocation == Allocation.MANUAL:
        return deny("rehearsal_by_hand")
    return deny("launch_over") if launch.state == LaunchState.CANCELLED else ALLOW
