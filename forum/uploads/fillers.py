"""What the pictures show on the first of the staff pages: how much room there is."""

from collections.abc import Sequence

from forum.accounts.models import Viewer
from forum.kernel.slots import Part
from forum.uploads import room


def on_health(viewer: Viewer) -> Sequence[Part]:
    """How full the disk is, and what of it is ours."""
    return [Part("uploads/_room.html", {"room": room.measured()})] if viewer.is_admin else []
