"""Who may look at work, and let it be tried again."""

from forum.kernel.policy import ALLOW, Person, Verdict, deny


def can_look_after(viewer: Person) -> Verdict:
    """Whether the viewer sees the work that is owed, and lets it be tried again."""
    return ALLOW if viewer.is_admin else deny("admins_only")
