"""Every write of waves: watching, cleaning up, bringing back, letting out."""

from forum.waves.actions.handing_over import hand_over
from forum.waves.actions.releasing import begin_release, end_release, release, release_some
from forum.waves.actions.returning import (
    begin_return,
    bring_some,
    end_return,
    lift_some,
    return_all,
)
from forum.waves.actions.sweeping import begin_sweep, end_sweep, pause_some, sweep, sweep_some
from forum.waves.actions.watching import forget_old, note
from forum.waves.plans import Plan

__all__ = [
    "Plan",
    "begin_release",
    "begin_return",
    "begin_sweep",
    "bring_some",
    "end_release",
    "end_return",
    "end_sweep",
    "forget_old",
    "hand_over",
    "lift_some",
    "note",
    "pause_some",
    "release",
    "release_some",
    "return_all",
    "sweep",
    "sweep_some",
]
