"""Who of the team may decide what about whom."""

from datetime import timedelta

from forum.accounts.models import User, Viewer
from forum.accounts.policy import RANKS
from forum.kernel import clock
from forum.kernel.policy import ALLOW, Verdict, deny
from forum.sanctions.models import MemberNote, Sanction, SanctionKind, SanctionWish
from forum.sanctions.settings import MODERATOR_DAYS


def can_see_records(viewer: Viewer) -> Verdict:
    """Whether the viewer reads what was decided about members."""
    return ALLOW if viewer.is_staff else deny("staff_only")


def can_see_record(viewer: Viewer, user: User) -> Verdict:
    """Whether the viewer reads a member's record and the team's notes: never about themselves."""
    verdict = can_see_records(viewer)
    return deny("own_record") if verdict and viewer.id == user.id else verdict


def can_act_on(viewer: Viewer, user: User) -> Verdict:
    """Whether the viewer decides about this member at all: staff, about people below them."""
    if not viewer.is_staff or viewer.role is None:
        return deny("staff_only")
    if viewer.id == user.id:
        return deny("own_sanction")
    return deny("equal_rank") if RANKS[user.role] >= RANKS[viewer.role] else ALLOW


def can_impose(viewer: Viewer, user: User, wish: SanctionWish) -> Verdict:
    """Whether the viewer may impose this; a removal is only proposed by it."""
    verdict = can_act_on(viewer, user)
    if not verdict:
        return verdict
    if user.deactivated_at is not None:
        return deny("left")
    if user.approved_at is None:
        return deny("not_in_yet")
    if wish.kind == SanctionKind.REMOVAL and user.is_staff:
        return deny("removal_of_team")
    return can_decide_for(viewer, wish.hours)


def can_lift(viewer: Viewer, user: User, sanction: Sanction) -> Verdict:
    """Whether the viewer may take it back: whoever could have imposed it."""
    verdict = can_act_on(viewer, user)
    if not verdict:
        return verdict
    if sanction.is_lifted:
        return deny("lifted_already")
    has_closed = sanction.kind == SanctionKind.REMOVAL and not sanction.is_proposed
    if has_closed and not viewer.is_admin:
        return deny("admins_only")
    return can_decide_for(viewer, sanction.hours)


def can_second(viewer: Viewer, user: User, sanction: Sanction, *, proposer: User) -> Verdict:
    """Whether the viewer is the second person: another one, and one of the two runs the site."""
    verdict = can_act_on(viewer, user)
    if not verdict:
        return verdict
    if not sanction.is_proposed:
        return deny("lifted_already")
    if sanction.given_by_id == viewer.id:
        return deny("own_proposal")
    if user.is_staff:
        return deny("removal_of_team")
    return ALLOW if viewer.is_admin or proposer.is_admin else deny("admin_needed")


def is_milder(wish: SanctionWish, was: Sanction) -> Verdict:
    """Whether a wish is milder than what it takes the place of: in something, and in nothing worse.

    A pause begins anew, so it must end no later than the one before.
    """
    kinds = list(SanctionKind)
    worse = kinds.index(wish.kind) > kinds.index(SanctionKind(was.kind)) or wish.weight > was.weight
    same = wish.kind == was.kind and wish.weight == was.weight and wish.hours == was.hours
    if worse or same:
        return deny("not_milder")
    if wish.hours is None or was.kind == SanctionKind.REMOVAL:
        return ALLOW
    ends_at = clock.now() + timedelta(hours=wish.hours)
    return deny("ends_later") if was.ends_at is None or ends_at > was.ends_at else ALLOW


def can_note(viewer: Viewer, user: User) -> Verdict:
    """Whether the viewer writes notes about this member."""
    return can_see_record(viewer, user)


def can_delete_note(viewer: Viewer, note: MemberNote) -> Verdict:
    """Whether the viewer may take a note away: who wrote it, and admins."""
    if not viewer.is_staff:
        return deny("staff_only")
    return ALLOW if viewer.is_admin or viewer.id == note.author_id else deny("note_of_other")


def can_decide_for(viewer: Viewer, hours: int | None) -> Verdict:
    """Whether the viewer decides on so long a pause, of anybody: the longest ones admins do."""
    is_long = hours is not None and hours > MODERATOR_DAYS.get() * 24
    return deny("beyond_moderator") if is_long and not viewer.is_admin else ALLOW
