"""What feedback shows on the pages of launches."""

from collections.abc import Mapping, Sequence

from forum.accounts.models import Viewer
from forum.feedback import policy, queries, words
from forum.feedback.showing import on_launch
from forum.kernel import clock
from forum.kernel.slots import Part
from forum.launches.models import Launch


def on_page(viewer: Viewer, launches: Sequence[Launch]) -> Mapping[int, Part]:
    """What the brand heard or still owes, the viewer's own part, and what was promised."""
    now, found = clock.now(), {}
    days = queries.days_at(now)
    for launch in launches:
        shown = on_launch(viewer, launch, now)
        if not shown.is_empty:
            data = {"shown": shown, "launch": launch, "days": days, "said": words}
            found[launch.id] = Part("feedback/_card.html", data)
    return found


def for_team(viewer: Viewer, launches: Sequence[Launch]) -> Mapping[int, Part]:
    """The way to the feedback, for those who run the launch."""
    if not policy.can_run(viewer):
        return {}
    return {one.id: Part("feedback/_team.html", {"launch": one}) for one in launches}
