"""Who says of what kind a topic is, who has seen it, and who arranges protocols and the ladder."""

from forum.accounts.models import User, Viewer
from forum.answering.models import Call, CallState, Kind, TopicAnswering
from forum.channels.policy import Seat
from forum.kernel.policy import ALLOW, Verdict, deny
from forum.topics import policy as topics


def can_tend(viewer: Viewer, seat: Seat) -> Verdict:
    """Whether the viewer sorts a topic and says that it is seen or done: who looks after it."""
    return topics.can_moderate(viewer, seat)


def can_finish(row: TopicAnswering, outcome: str) -> Verdict:
    """Whether a topic may be called done: a complaint not without saying what was done."""
    if row.kind == Kind.COMPLAINT and not outcome.strip():
        return deny("outcome_needed")
    return ALLOW


def can_arrange(viewer: Viewer) -> Verdict:
    """Whether the viewer changes protocols, kinds of channels, and the ladder."""
    return ALLOW if viewer.is_admin else deny("admins_only")


def can_acknowledge(user: User, call: Call, *, was_asked: bool) -> Verdict:
    """Whether this person may say that they are on it: staff, and whoever was asked."""
    if not (was_asked or user.is_staff):
        return deny("not_yours")
    is_open = call.state in {CallState.RINGING, CallState.UNHEARD}
    return ALLOW if is_open else deny("call_over")
