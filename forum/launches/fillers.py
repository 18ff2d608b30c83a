"""What launches show on the pages of others."""

from collections.abc import Callable, Sequence

from forum.accounts.models import User, Viewer
from forum.kernel import clock
from forum.kernel.slots import Part
from forum.launches import queries, words
from forum.launches.gates import Phase
from forum.launches.having import all_had
from forum.launches.showing import all_shown

# What is worth a place on the front page, the most pressing first.
PRESSING = (Phase.LIVE, Phase.PAUSED, Phase.BETWEEN, Phase.TEASER, Phase.SCHEDULED, Phase.SOLD_OUT)


def on_home(viewer: Viewer) -> Sequence[Part]:
    """The launch that is on, or comes next, with the viewer's own opening time."""
    now = clock.now()
    launches = queries.launches_on(viewer, now)
    if not launches:
        return []
    found = [one for one in all_shown(viewer, launches, now) if one.phase in PRESSING]
    if not found:
        return []
    first = min(found, key=lambda one: PRESSING.index(one.phase))
    return [Part("launches/_card.html", {"one": first, "said": words, "more": len(found) - 1})]


def on_perks(viewer: Viewer) -> Sequence[Part]:
    """The codes that a member has from launches, each with the launch."""
    entries = queries.with_codes(viewer) if isinstance(viewer, User) else ()
    had = all_had([(launch, entry.code) for launch, entry in entries if entry.code])
    mine = [{"launch": launch, "had": had.get(entry.code_id or 0)} for launch, entry in entries]
    return [Part("launches/_perks.html", {"mine": mine})] if mine else []


PAGES: dict[str, Callable[[Viewer], Sequence[Part]]] = {
    "home.rail": on_home,
    "tiers.perks": on_perks,
}
