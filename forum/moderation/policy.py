"""Who may decide on cases, and who may look at the forum through whose eyes."""

from collections.abc import Collection

from forum.accounts.models import Role, User, Viewer
from forum.kernel import clock
from forum.kernel.policy import ALLOW, Verdict, deny
from forum.moderation.models import Reviewable, Ruling
from forum.moderation.settings import NEEDS_TRAINING

RANKS = {Role.MEMBER: 0, Role.MODERATOR: 1, Role.ADMIN: 2}


def can_review(viewer: Viewer) -> Verdict:
    """Whether the viewer sees the queue and decides on cases of every kind."""
    return ALLOW if viewer.is_staff else deny("staff_only")


def can_work(viewer: Viewer) -> Verdict:
    """Whether the viewer does more than read in the queue: where the brand asks for training,
    who has passed it, and admins."""
    if viewer.is_admin or viewer.is_trained or not NEEDS_TRAINING.get():
        return ALLOW
    return deny("training_needed")


def can_look_around(viewer: Viewer) -> Verdict:
    """Whether the viewer may see pages as a guest or as a new member does."""
    return ALLOW if viewer.is_staff else deny("staff_only")


def can_look_as(viewer: Viewer, other: User) -> Verdict:
    """Whether the viewer may see pages as this member does: never as somebody of higher rank."""
    if not viewer.is_staff or viewer.role is None:
        return deny("staff_only")
    return ALLOW if RANKS[other.role] <= RANKS[viewer.role] else deny("higher_rank")


def can_arrange_teams(viewer: Viewer) -> Verdict:
    """Whether the viewer says who works when on the queue."""
    return ALLOW if viewer.is_admin else deny("admins_only")


def conflicts(moderator: Viewer, case: Reviewable, *, flaggers: Collection[int] = ()) -> Verdict:
    """Whether this person is free to decide: not about themselves, nor on their own flag alone."""
    if case.about_id == moderator.id:
        return deny("own_content")
    return deny("own_flag") if set(flaggers) == {moderator.id} else ALLOW


def can_flag(viewer: Viewer) -> Verdict:
    """Whether the viewer may ask the team to look at something: every member may."""
    return deny("sign_in_needed") if viewer.is_guest else ALLOW


def can_withdraw_flag(viewer: Viewer, flagger_id: int) -> Verdict:
    """Whether the viewer may take a flag back: who made it."""
    return ALLOW if viewer.id == flagger_id else deny("not_yours")


def can_undo(viewer: Viewer, ruling: Ruling) -> Verdict:
    """Whether the viewer may take a decision back before anything is carried out: who made it."""
    if viewer.id not in {ruling.decided_by_id, ruling.seconded_by_id} or viewer.is_guest:
        return deny("not_your_decision")
    if ruling.undone_at is not None:
        return deny("undone_already")
    is_out = ruling.goes_out_at is not None and ruling.goes_out_at <= clock.now()
    return deny("carried_out") if is_out or ruling.carried_out_at is not None else ALLOW


def can_second(viewer: Viewer, ruling: Ruling) -> Verdict:
    """Whether the viewer may agree as the second person: somebody else than the first."""
    if not ruling.is_proposed:
        return deny("undone_already")
    return deny("second_person") if viewer.id == ruling.decided_by_id else ALLOW


def can_read_statement(viewer: Viewer, ruling: Ruling) -> Verdict:
    """Whether the viewer reads why it was decided so: whom it is about, and staff."""
    if viewer.is_staff:
        return ALLOW
    is_theirs = viewer.is_member and viewer.id == ruling.about_id
    return ALLOW if is_theirs and ruling.carried_out_at is not None else deny("not_yours")


def can_overturn(viewer: Viewer, ruling: Ruling) -> Verdict:
    """Whether the viewer may take back, or make milder, what was carried out: not their own."""
    if not viewer.is_staff:
        return deny("staff_only")
    if not (may_work := can_work(viewer)):
        return may_work
    if viewer.id in {ruling.decided_by_id, ruling.seconded_by_id}:
        return deny("own_decision")
    return ALLOW if ruling.holds else deny("undone_already")
