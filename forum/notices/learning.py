"""What notices do when they hear of training: what runs out, and rounds of the same cases."""

from collections.abc import Iterable

from forum.kernel.bus import Listeners
from forum.notices import actions
from forum.notices.kinds import NoticeKind
from forum.training.signals import (
    CalibrationClosed,
    CalibrationLate,
    CalibrationOpened,
    TrainingEnds,
)


def hear_end(signal: TrainingEnds) -> None:
    """Tell who should take the course again."""
    key = f"training:{signal.attempt_id}"
    actions.tell_news(NoticeKind.TRAINING, {signal.user_id: {"what": "ends"}}, key=key)


def hear_opening(signal: CalibrationOpened) -> None:
    """Tell everybody of the team."""
    _tell_of_round(signal.round_id, signal.user_ids, "opened")


def hear_late(signal: CalibrationLate) -> None:
    """Remind those who have not answered all."""
    _tell_of_round(signal.round_id, signal.user_ids, "late")


def hear_closing(signal: CalibrationClosed) -> None:
    """Tell those who answered what came of it."""
    _tell_of_round(signal.round_id, signal.user_ids, "closed")


def _tell_of_round(round_id: int, user_ids: Iterable[int], what: str) -> None:
    told = {one: {"what": what, "round": round_id} for one in user_ids}
    actions.tell_news(NoticeKind.TRAINING, told, key=f"calibration:{round_id}:{what}")


ALL: Listeners = [
    (TrainingEnds, hear_end),
    (CalibrationOpened, hear_opening),
    (CalibrationLate, hear_late),
    (CalibrationClosed, hear_closing),
]
