"""What draws show on the pages of launches."""

from collections.abc import Mapping, Sequence

from forum.accounts.models import Viewer
from forum.draws import queries, showing
from forum.kernel.slots import Part
from forum.launches.models import Allocation, Launch


def on_page(viewer: Viewer, launches: Sequence[Launch]) -> Mapping[int, Part]:
    """The card of the draw, with the viewer's own tickets."""
    found = {}
    for launch in launches:
        draw = queries.draw_of(launch.id) if launch.allocation == Allocation.DRAW else None
        if draw is not None:
            data = {"draw": draw, "launch": launch, "mine": showing.mine(viewer, draw)}
            found[launch.id] = Part("draws/_card.html", data)
    return found


def for_team(_viewer: Viewer, launches: Sequence[Launch]) -> Mapping[int, Part]:
    """The way to the draw, for those who arrange the launch."""
    drawn = [one for one in launches if one.allocation == Allocation.DRAW]
    return {one.id: Part("draws/_team.html", {"launch": one}) for one in drawn}
