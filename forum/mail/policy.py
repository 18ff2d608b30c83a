"""Who may look at letters, and let them be sent again."""

from forum.kernel.policy import ALLOW, Person, Verdict, deny


def can_look_after(viewer: Person) -> Verdict:
    """Whether the viewer sees which letters went where, and lets one be tried again."""
    return ALLOW if viewer.is_admin else deny("admins_only")
