"""What the worker does for rounds of feedback. It opens and closes nothing: the clock does."""

from typing import Any

from forum.feedback import actions, queries
from forum.kernel.manifest import Schedule

TELL = "feedback.tell"


def tell(_payload: dict[str, Any]) -> None:
    """Ask those for whom it has opened, and remind those who have not answered."""
    for round_ in queries.published():
        while actions.ask(round_):
            pass
    while actions.remind():
        pass


ALL = {TELL: tell}
SCHEDULES = [Schedule(TELL, every_seconds=600)]
