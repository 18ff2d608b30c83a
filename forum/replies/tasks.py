"""What the worker does: supplied replies, answers of rules, and asking whether it helped."""

from typing import Any

from forum.kernel.manifest import Schedule
from forum.kernel.policy import Invalid, NotFound, Refused
from forum.replies import actions, queries, wording
from forum.replies.actions.answering import JOB

PLANT, ASK, LOOK = "replies.plant", "replies.ask", "replies.look"


def plant(_payload: dict[str, Any]) -> None:
    """Put in what a new version brought along, and take out what nobody sent."""
    actions.plant()
    actions.forget_unsent()


def answer(_payload: dict[str, Any]) -> None:
    """Write the answers that rules asked for; what cannot be answered is let be."""
    for wanted in queries.open_answers():
        try:
            actions.answer(wanted.id, wording.filled)
        except Refused as error:
            actions.give_up(wanted.id, error.verdict.reason)
        except NotFound:
            actions.give_up(wanted.id, "gone")
        except Invalid as error:
            actions.give_up(wanted.id, error.reason)


def ask(_payload: dict[str, Any]) -> None:
    """Ask members whether it is solved."""
    actions.ask()


def look(_payload: dict[str, Any]) -> None:
    """Tell the team of promises that are late."""
    actions.raise_overdue()


ALL = {PLANT: plant, JOB: answer, ASK: ask, LOOK: look}
SCHEDULES = [Schedule(LOOK, 300), Schedule(PLANT, 24 * 3600), Schedule(JOB, 60), Schedule(ASK, 300)]
