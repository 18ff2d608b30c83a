"""What the worker does for draws."""

import logging
from typing import Any

from forum.draws import actions, queries
from forum.kernel import clock, sealing
from forum.kernel.manifest import Schedule

log = logging.getLogger(__name__)
SETTLE = "draws.settle"


def settle(_payload: dict[str, Any]) -> None:
    """Freeze and draw wherever entering has ended, each launch by itself. Raises RuntimeError when
    that failed for some, after the rest."""
    failed = []
    for launch_id in queries.due(clock.now()):
        try:
            actions.settle(launch_id)
        except sealing.Unreadable:
            log.error("the seed of launch %s cannot be read: call it off", launch_id)
        except Exception:
            log.exception("launch %s could not be drawn", launch_id)
            failed.append(launch_id)
    if failed:
        raise RuntimeError(f"launches that could not be drawn: {failed}")


ALL = {SETTLE: settle}
SCHEDULES = [Schedule(SETTLE, 20)]
