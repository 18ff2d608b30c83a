"""What the worker does for accounts."""

from typing import Any

from forum.accounts import actions
from forum.accounts.actions.leaving import LEAVE_JOB
from forum.accounts.actions.passwords import SEND_RESET
from forum.kernel.manifest import Schedule


def send_reset(payload: dict[str, Any]) -> None:
    """Send the letter for a new password; for nobody there is nothing to do."""
    actions.send_reset(payload["user"])


def leave(payload: dict[str, Any]) -> None:
    """Let somebody go whose time has come."""
    actions.carry_out(payload["user"])


def sweep(_payload: dict[str, Any]) -> None:
    """Forget what nobody needs any more."""
    actions.sweep()
    actions.finish_merges()
    actions.finish_leavings()


ALL = {SEND_RESET: send_reset, LEAVE_JOB: leave, "accounts.sweep": sweep}
SCHEDULES = [Schedule("accounts.sweep", 6 * 3600)]
