"""Who may appeal against what, and who decides on it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from forum.accounts import policy as accounts
from forum.accounts.models import User, Viewer
from forum.appeals.models import Appeal
from forum.appeals.settings import DAYS
from forum.kernel import clock
from forum.kernel.policy import ALLOW, Verdict, deny


@dataclass(frozen=True)
class Against:
    """The decision an appeal is about: whom it concerns, who made it, and whether it stands."""

    about_id: int
    by_ids: frozenset[int]
    decided_at: datetime
    stands: bool
    # Whether it took something from the member at all, and is no decision on an appeal.
    is_appealable: bool


def can_appeal(user: User, against: Against, *, earlier: Appeal | None) -> Verdict:
    """Whether this member may ask for another look: once, in time, and about themselves."""
    if user.id != against.about_id:
        return deny("not_yours")
    if not (somebody := accounts.is_somebody(user)):
        return somebody
    if earlier is not None:
        return deny("appealed_already")
    if not against.stands or not against.is_appealable:
        return deny("nothing_to_appeal")
    is_late = against.decided_at + timedelta(days=DAYS.get()) <= clock.now()
    return deny("appeal_too_late") if is_late else ALLOW


def can_decide(viewer: Viewer, appeal: Appeal, against: Against) -> Verdict:
    """Whether the viewer decides on an appeal: somebody of the team who had no part in it."""
    if not viewer.is_staff:
        return deny("staff_only")
    if viewer.id == appeal.user_id:
        return deny("own_content")
    if viewer.id in against.by_ids:
        return deny("own_decision")
    return ALLOW if appeal.is_open else deny("appeal_decided")


def can_see_rates(viewer: Viewer) -> Verdict:
    """Whether the viewer sees how often decisions are overturned, by clause and by person."""
    return ALLOW if viewer.is_admin else deny("admins_only")
