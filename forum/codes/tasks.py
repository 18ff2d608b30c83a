"""What the worker does for codes: lets the lines for perks move on."""

from typing import Any

from forum.codes import actions, queries
from forum.kernel.manifest import Schedule


def serve(_payload: dict[str, Any]) -> None:
    """Give free codes to those who wait for one."""
    for pool in queries.pools_waited_for():
        while actions.serve(pool):
            pass


ALL = {actions.SERVE_JOB: serve}
SCHEDULES = [Schedule(actions.SERVE_JOB, 600)]
