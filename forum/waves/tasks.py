"""What the worker does for waves, some at a time."""

from typing import Any

from forum.kernel.leaving import go_on_or_leave
from forum.kernel.manifest import Schedule
from forum.waves import actions
from forum.waves.actions import releasing, returning, sweeping

FORGET = "waves.forget_old"


def sweep(payload: dict[str, Any]) -> None:
    """Clean a wave up."""
    wave_id, is_done = int(payload["wave"]), False
    while not is_done:
        last = 0
        while actions.sweep_some(wave_id):
            go_on_or_leave()
        while last := actions.pause_some(wave_id, last):
            go_on_or_leave()
        is_done = actions.end_sweep(wave_id)


def return_all(payload: dict[str, Any]) -> None:
    """Bring everything back."""
    wave_id, words = int(payload["wave"]), str(payload["words"])
    while actions.bring_some(wave_id):
        go_on_or_leave()
    while actions.lift_some(wave_id, words):
        go_on_or_leave()
    actions.end_return(wave_id)


def release(payload: dict[str, Any]) -> None:
    """Let out what waits."""
    wave_id = int(payload["wave"])
    while actions.release_some(wave_id):
        go_on_or_leave()
    actions.end_release(wave_id)


def forget_old(_payload: dict[str, Any]) -> None:
    """Let go what is too old to be compared with."""
    actions.forget_old()


ALL = {
    sweeping.JOB: sweep,
    returning.JOB: return_all,
    releasing.JOB: release,
    FORGET: forget_old,
}
SCHEDULES = [Schedule(FORGET, 3600)]
