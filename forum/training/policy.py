"""Who is trained, and who arranges what people are trained with."""

from forum.accounts.models import Viewer
from forum.kernel.policy import ALLOW, Verdict, deny
from forum.moderation.kinds import can_open_queue
from forum.training.models import Attempt, CalibrationRound


def can_train(viewer: Viewer) -> Verdict:
    """Whether the viewer takes the course and practises: everybody who sees the queue."""
    return can_open_queue(viewer)


def can_arrange(viewer: Viewer) -> Verdict:
    """Whether the viewer changes scenarios, and says who must have passed."""
    return ALLOW if viewer.is_admin else deny("admins_only")


def can_answer(viewer: Viewer, attempt: Attempt) -> Verdict:
    """Whether the viewer goes on with this attempt: whose it is, until it is finished."""
    if viewer.id != attempt.user_id:
        return deny("not_yours")
    return deny("course_finished") if attempt.finished_at is not None else ALLOW


def can_calibrate(viewer: Viewer, found: CalibrationRound) -> Verdict:
    """Whether the viewer answers in this round: the whole team does, until it is closed."""
    if not viewer.is_staff:
        return deny("staff_only")
    return deny("round_closed") if found.closed_at is not None else ALLOW


def can_see_agreement(viewer: Viewer) -> Verdict:
    """Whether the viewer sees rounds at all: the team, since cases of every channel are in them."""
    return ALLOW if viewer.is_staff else deny("staff_only")


def can_discuss(viewer: Viewer, found: CalibrationRound) -> Verdict:
    """Whether the viewer writes about its cases: the team, once nobody answers any more."""
    if not viewer.is_staff:
        return deny("staff_only")
    return ALLOW if found.closed_at is not None else deny("round_open")
