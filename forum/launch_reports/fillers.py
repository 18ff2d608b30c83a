"""The way to the report, on the team's page of a launch."""

from collections.abc import Mapping, Sequence

from forum.accounts.models import Viewer
from forum.kernel.slots import Part
from forum.launch_reports import policy
from forum.launches.models import Launch


def for_team(viewer: Viewer, launches: Sequence[Launch]) -> Mapping[int, Part]:
    """The way to the report, for those who may read it; a draft has none."""
    if not policy.can_read(viewer):
        return {}
    approved = [one for one in launches if one.approved_at is not None]
    return {one.id: Part("launch_reports/_team.html", {"launch": one}) for one in approved}
