"""A rehearsal as its page and the card of its launch show it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from forum.accounts.models import Viewer
from forum.kernel import clock
from forum.kernel.policy import Verdict
from forum.launches import queries as launched
from forum.launches.models import Launch, LaunchState, LaunchWindow
from forum.launches.words import name_of
from forum.rehearsals import findings, policy, queries
from forum.rehearsals.models import Rehearsal, RunState
from forum.tiers import queries as tiers
from forum.tiers import words as tier_words

BEFORE = (LaunchState.DRAFT, LaunchState.IN_REVIEW)


@dataclass(frozen=True)
class Shown:
    """One rehearsal of a launch, or none, and what the viewer may do."""

    launch: Launch
    row: Rehearsal | None
    may_ask: Verdict
    # Whether the launch was arranged otherwise when it was rehearsed; once it is open, codes go and
    # pieces are added, and that is no longer of use to anybody.
    is_stale: bool
    # What windows and tiers are called now; windows by their place.
    windows: Mapping[int, str]
    tiers: Mapping[str, str]

    @property
    def figures(self) -> Mapping[str, Any]:
        """What came out; empty before there is anything."""
        return self.row.figures if self.row else {}

    @property
    def is_done(self) -> bool:
        """Whether there is a report."""
        return self.row is not None and self.row.state == RunState.DONE

    @property
    def is_wanted(self) -> bool:
        """Whether somebody is about to approve, and should know that there is no rehearsal."""
        return self.launch.state in BEFORE

    @property
    def bad(self) -> Sequence[Mapping[str, Any]]:
        """What must never be."""
        return [one for one in self.figures.get("problems", ()) if findings.is_bad(one)]

    @property
    def looks(self) -> Sequence[Mapping[str, Any]]:
        """What is worth a look."""
        return [one for one in self.figures.get("problems", ()) if not findings.is_bad(one)]


def shown(viewer: Viewer, launch: Launch, row: Rehearsal | None) -> Shown:
    """A rehearsal of the launch with all that its pages say of it."""
    is_done = row is not None and row.state == RunState.DONE
    windows = launched.windows_of([launch.id])[launch.id]
    return Shown(
        launch=launch,
        row=row,
        may_ask=policy.can_rehearse(viewer, launch),
        is_stale=row is not None
        and is_done
        and _is_to_come(launch, windows)
        and row.fingerprint != queries.fingerprint(launch),
        windows={place: name_of(one) for place, one in enumerate(windows, start=1)},
        tiers={one.slug: tier_words.name_of(one) for one in tiers.tiers()},
    )


def _is_to_come(launch: Launch, windows: Sequence[LaunchWindow]) -> bool:
    now = clock.now()
    return launch.state in BEFORE or all(one.opens_at > now for one in windows)
