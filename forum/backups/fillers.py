"""What backups show on the first of the staff pages."""

from collections.abc import Sequence

from forum.accounts.models import Viewer
from forum.backups import policy, queries
from forum.kernel.slots import Part


def on_overview(viewer: Viewer) -> Sequence[Part]:
    """How old the latest backup is, for those who can do something about it."""
    if not policy.can_manage(viewer):
        return []
    return [Part("backups/_overview.html", {"health": queries.health()})]
