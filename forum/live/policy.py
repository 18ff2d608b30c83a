"""Who may be told what, and whose writing is shown to others."""

from forum.accounts.models import User, Viewer
from forum.kernel.policy import ALLOW, Verdict, deny


def can_be_shown(member: User, *, is_quiet: bool) -> Verdict:
    """Whether others may see that the member is writing a reply."""
    return deny("quiet") if is_quiet or member.is_silenced else ALLOW


def can_choose(viewer: Viewer) -> Verdict:
    """Whether the viewer decides on being shown: every member does, for themselves."""
    return deny("sign_in_needed") if viewer.is_guest else ALLOW


def may_know_names(viewer_id: int) -> bool:
    """Whether somebody is told who is replying; guests are told only that somebody is."""
    return viewer_id > 0
