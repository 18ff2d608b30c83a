"""What follows from the log: where members stand, and the numbers they came to."""

from forum.kernel.manifest import Derived
from forum.recognition import actions

ALL = [
    Derived(
        "journey", actions.settle_journey, actions.journey_differences, actions.rebuild_journey
    ),
    Derived(
        "member milestones",
        actions.settle_milestones,
        actions.milestone_differences,
        actions.look_at_everybody,
    ),
]
