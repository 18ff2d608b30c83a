"""What rehearsals show on the team's page of a launch."""

from collections.abc import Mapping, Sequence

from forum.accounts.models import Viewer
from forum.kernel.slots import Part
from forum.launches.models import Launch
from forum.rehearsals import queries, words
from forum.rehearsals.showing import shown


def for_team(viewer: Viewer, launches: Sequence[Launch]) -> Mapping[int, Part]:
    """How the launch was rehearsed, or that it was not."""
    latest = queries.latest([one.id for one in launches])
    return {
        one.id: Part(
            "rehearsals/_card.html", {"one": shown(viewer, one, latest.get(one.id)), "said": words}
        )
        for one in launches
    }
