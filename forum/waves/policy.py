"""Who decides about waves, and whose texts count for one."""

from datetime import datetime, timedelta

from forum.accounts.models import Standing, User, Viewer
from forum.kernel.policy import ALLOW, Verdict, deny
from forum.moderation import policy as moderation
from forum.sanctions import policy as pausing
from forum.waves import plans
from forum.waves.models import Wave, WaveState

# Long enough for most who came for nothing else to show themselves.
YOUNG = timedelta(days=14)


def can_handle(viewer: Viewer) -> Verdict:
    """Whether the viewer sees waves and decides about them: the team does."""
    return ALLOW if viewer.is_staff else deny("staff_only")


def can_decide(viewer: Viewer, wave: Wave) -> Verdict:
    """Whether the viewer may clean up the wave, or let it out, now."""
    verdict = can_handle(viewer) and moderation.can_work(viewer)
    if not verdict:
        return verdict
    return ALLOW if wave.state == WaveState.OPEN else deny("wave_not_open")


def can_bring_back(viewer: Viewer, wave: Wave) -> Verdict:
    """Whether the viewer may undo the cleaning up now."""
    verdict = can_handle(viewer) and moderation.can_work(viewer)
    if not verdict:
        return verdict
    is_swept = wave.decided_at is not None and wave.state in {WaveState.SWEPT, WaveState.OPEN}
    if not is_swept:
        return deny("wave_not_swept")
    # Whoever could not take the pauses back would leave half of it as it is.
    plan = plans.read(wave.plan)
    return pausing.can_decide_for(viewer, plan.hours if plan.wish else None)


def is_new(author: User, at: datetime) -> bool:
    """Whether an account was young at that moment and nothing had spoken for it yet."""
    is_low = Standing(author.standing).rank <= Standing.BASIC.rank
    return is_low and not author.is_staff and at - author.created_at < YOUNG
