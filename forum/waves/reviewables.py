"""How a wave answers the review queue: one case for all of its posts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _

from forum.accounts.models import User
from forum.kernel.policy import Verdict
from forum.moderation.kinds import Facts, ReviewKind, Ruled, path_to
from forum.moderation.models import Outcome
from forum.waves import actions, policy, queries
from forum.waves.actions import returning
from forum.waves.models import Wave, WaveState

EXTRACT = 200


@dataclass(frozen=True)
class Item:
    """A wave with how much it is."""

    wave: Wave
    posts: int

    @property
    def id(self) -> int:
        """The number of the wave."""
        return self.wave.id


class WaveReview(ReviewKind):
    """Yes lets everything out, no cleans up; a page of its own shows before what will happen."""

    name = queries.KIND
    template = "waves/_review.html"
    label = _("Wave of posts")
    reasons = {"wave": _("Several accounts wrote nearly the same within minutes.")}
    severities = {"wave": 45}
    has_own_page = True
    # It is about many, and named after one of them.
    waits_without_them = True

    def load(self, ids: Collection[int]) -> Mapping[int, Item]:
        """The waves with the numbers of their posts."""
        numbers = queries.states_of(list(ids))
        found = queries.waves_by_ids(ids)
        return {one: Item(wave, numbers.get(one, 0)) for one, wave in found.items()}

    def facts(self, targets: Collection[Any]) -> Mapping[int, Facts]:
        """How it begins, and its page."""
        return {
            one.id: Facts(
                extract=one.wave.sample[:EXTRACT],
                address=path_to("waves_admin.show", wave_id=one.id),
            )
            for one in targets
        }

    def may_decide(self, moderator: User, target: Any) -> Verdict:
        """The team."""
        return policy.can_handle(moderator)

    def approve(self, moderator: User, target: Any) -> None:
        """It was no wave."""
        actions.begin_release(moderator, target.id)

    def reject(self, moderator: User, target: Any, note: str) -> None:
        """Clean up, as it was chosen."""
        actions.begin_sweep(moderator, target.id)

    def take_back(self, target: Any, ruling: Ruled) -> None:
        """Bring everything back."""
        wave = queries.held_wave(target.id)
        if ruling.outcome == Outcome.DECLINE and wave.state == WaveState.SWEPT:
            returning.begin_return(wave, by_id=None, words=ruling.words)


ALL = [WaveReview()]
